import { ACCOUNT, describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("Cognito", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  const call = (operation: string, body: object) =>
    emulator.json("cognito-idp", `AWSCognitoIdentityProviderService.${operation}`, body);
  const makePool = async (more: object = {}): Promise<string> =>
    (await call("CreateUserPool", { PoolName: "people", ...more })).UserPool.Id;

  test("has the plan ESSENTIALS for pools that name none, and the one that they name", async () => {
    const tier = async (more: object) =>
      (await call("DescribeUserPool", { UserPoolId: await makePool(more) })).UserPool.UserPoolTier;
    expect(await tier({})).toBe("ESSENTIALS");
    expect(await tier({ UserPoolTier: "LITE" })).toBe("LITE");
  });

  test("answers a domain as it was given, and as it was changed", async () => {
    const UserPoolId = await makePool();
    const Domain = "auth.example.org";
    const describeDomain = async () => (await call("DescribeUserPoolDomain", { Domain })).DomainDescription;
    const certificate = (id: string) => ({ CertificateArn: `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/${id}` });

    const CustomDomainConfig = certificate("1");
    await call("CreateUserPoolDomain", { UserPoolId, Domain, ManagedLoginVersion: 1, CustomDomainConfig });
    const given = { AWSAccountId: ACCOUNT, UserPoolId, CustomDomainConfig, ManagedLoginVersion: 1 };
    expect(await describeDomain()).toMatchObject(given);

    await call("UpdateUserPoolDomain", { UserPoolId, Domain, ManagedLoginVersion: 2 });
    expect(await describeDomain()).toMatchObject({ ...given, ManagedLoginVersion: 2 });
    await call("UpdateUserPoolDomain", { UserPoolId, Domain, CustomDomainConfig: certificate("2") });
    expect(await describeDomain()).toMatchObject({ CustomDomainConfig: certificate("2"), ManagedLoginVersion: 2 });
  });

  test("knows no certificate of a prefix, and nothing of a domain that is not there", async () => {
    const UserPoolId = await makePool();
    await call("CreateUserPoolDomain", { UserPoolId, Domain: "people" });
    const { DomainDescription } = await call("DescribeUserPoolDomain", { Domain: "people" });
    expect(DomainDescription).not.toHaveProperty("CustomDomainConfig");
    expect(await call("DescribeUserPoolDomain", { Domain: "nobody" })).toEqual({ DomainDescription: {} });
  });

  test("refuses to delete a pool before its domain", async () => {
    const UserPoolId = await makePool();
    await call("CreateUserPoolDomain", { UserPoolId, Domain: "leaving" });
    await expect(call("DeleteUserPool", { UserPoolId })).rejects.toThrow("should be deleted first");
    await call("DeleteUserPoolDomain", { UserPoolId, Domain: "leaving" });
    await call("DeleteUserPool", { UserPoolId });
    await expect(call("DescribeUserPool", { UserPoolId })).rejects.toThrow("ResourceNotFoundException");
  });
});
