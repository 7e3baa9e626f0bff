import { ACCOUNT, describeEmulated, type Emulator, startEmulator } from "./emulator";

/** A policy of so many characters. */
function policyOf(characters: number): string {
  const document = (name: string) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${name}` }],
    });
  return document("x".repeat(characters - document("").length));
}

describeEmulated("a policy", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  const call = (Action: string, parameters: Record<string, string>) =>
    emulator.query("iam", { Action, Version: "2010-05-08", ...parameters });
  const create = (PolicyName: string, characters: number) =>
    call("CreatePolicy", { PolicyName, PolicyDocument: policyOf(characters) });
  const put = (RoleName: string, PolicyName: string, characters: number) =>
    call("PutRolePolicy", { RoleName, PolicyName, PolicyDocument: policyOf(characters) });

  test("that is managed has at most 6,144 characters, whatever version", async () => {
    await create("fits", 6_144);
    await expect(create("large", 6_145)).rejects.toThrow("Cannot exceed quota for PolicySize: 6144");
    const version = { PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/fits`, PolicyDocument: policyOf(6_145) };
    await expect(call("CreatePolicyVersion", version)).rejects.toThrow("Cannot exceed quota for PolicySize: 6144");
  });

  test("does not count its white space", async () => {
    const PolicyDocument = JSON.stringify(JSON.parse(policyOf(6_144)), undefined, 8);
    expect(PolicyDocument.length).toBeGreaterThan(6_144);
    await call("CreatePolicy", { PolicyName: "wide", PolicyDocument });
  });

  test("of a role has at most 10,240 characters together with the role's others", async () => {
    const trust = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
    await call("CreateRole", { RoleName: "web", AssumeRolePolicyDocument });
    await put("web", "one", 5_000);
    await put("web", "one", 6_000);
    await put("web", "two", 4_240);
    await expect(put("web", "two", 4_241)).rejects.toThrow("Maximum policy size of 10240 bytes exceeded for role web");
  });
});
