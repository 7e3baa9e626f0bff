import { describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("an answer that was lost", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  /** Makes a security group; attempts of one call have one invocation. */
  async function make(name: string, invocation?: string): Promise<{ status: number; text: string }> {
    const form = { Action: "CreateSecurityGroup", Version: "2016-11-15", GroupName: name, GroupDescription: name };
    const answer = await emulator.fetch("ec2", "POST", "/", new URLSearchParams(form).toString(), {
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      ...(invocation && { "amz-sdk-invocation-id": invocation }),
    });
    return { status: answer.status, text: await answer.text() };
  }

  test("is given again to the next attempt of the same call", async () => {
    const first = await make("lost", "call-1");
    expect(first.status).toBe(200);
    expect(await make("lost", "call-1")).toEqual(first);
    expect(await make("lost", "call-1")).toEqual(first);
  });

  test("is no answer to another call for the same thing, nor to one that failed", async () => {
    expect((await make("once", "call-2")).status).toBe(200);
    const other = await make("once", "call-3");
    expect(other.text).toContain("InvalidGroup.Duplicate");
    expect((await make("once", "call-3")).text).toContain("InvalidGroup.Duplicate");
    expect((await make("once")).text).toContain("InvalidGroup.Duplicate");
  });
});
