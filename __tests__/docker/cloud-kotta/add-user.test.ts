import { describeEmulated, startEmulator } from "../../emulator/emulator";
import { Kotta } from "./cloud-kotta";

describeEmulated("add-user of Cloud Kotta", () => {
  const user_id = "amzn1.account.ADA";
  const words = [user_id, "--name", "Ada Lovelace", "--email", "ada@example.org", "--role", "ada"];
  let kotta: Kotta;

  beforeAll(async () => {
    kotta = new Kotta(await startEmulator());
    await kotta.create();
  });
  afterAll(async () => {
    kotta.clear();
    await kotta.emulator.stop();
  });

  const add = async (given: string[], table = "Users") => {
    const program = kotta.start("kotta.add_user", { USERS_TABLE: table }, ...given);
    return { code: await program.ended, output: program.output };
  };
  const identities = async () => {
    const answer = await kotta.emulator.query("email", { Action: "ListIdentities" });
    return [...answer.matchAll(/<member>([^<]+)</g)].map(([, identity]) => identity);
  };

  test("adds a user, asks SES to verify the address, and changes nothing when asked again", async () => {
    const item = { user_id, name: "Ada Lovelace", email: "ada@example.org", role: "ada" };
    expect(await add(words)).toEqual({
      code: 0,
      output: `user ${user_id}: added\naddress ada@example.org: SES has sent a link to it\n`,
    });
    expect(await kotta.item("Users", { user_id })).toEqual(item);
    expect(await identities()).toContain("ada@example.org");

    // The emulator's addresses are verified as soon as somebody asks.
    expect(await add(words)).toEqual({
      code: 0,
      output: `user ${user_id}: unchanged\naddress ada@example.org: verified already\n`,
    });
    expect(await kotta.item("Users", { user_id })).toEqual(item);
  });

  test("changes what is different, and leaves what the table has besides", async () => {
    await kotta.put("Users", { user_id, name: "Ada", email: "ada@example.org", role: "old", wos_user: "ada" });
    expect((await add(words)).output).toContain(`user ${user_id}: changed: name, role\n`);
    expect(await kotta.item("Users", { user_id })).toMatchObject({ role: "ada", wos_user: "ada" });
  });

  test.each([
    [["--email", "nobody"], "--email is not an address: nobody"],
    [["--role", "arn:aws:iam::111122223333:role/ada"], "--role is not the name of a role: arn:aws"],
    [["--name"], "--name: expected one argument"],
  ])("changes nothing when told %j", async (more, text) => {
    const { code, output } = await add(["amzn1.account.BOB", ...words.slice(1), ...more]);
    expect(code).toBe(2);
    expect(output).toContain(text);
    expect(await kotta.item("Users", { user_id: "amzn1.account.BOB" })).toBeUndefined();
  });

  test("says which table it could not write to", async () => {
    const { code, output } = await add(words, "None");
    expect(code).toBe(1);
    expect(output).toMatch(/^\[kotta\] add-user amzn1\.account\.ADA into None: .*ResourceNotFoundException/);
  });
});
