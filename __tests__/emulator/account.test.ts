import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("the account a call acts in", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  const identity = (key: string) => new STSClient(emulator.client(key)).send(new GetCallerIdentityCommand({}));

  test("is the access key id when that is 12 digits", async () => {
    expect(await identity("444455556666")).toMatchObject({
      Account: "444455556666",
      Arn: expect.stringContaining(":444455556666:"),
    });
  });

  test("is moto's default account for any other key", async () => {
    expect(await identity("testing")).toMatchObject({ Account: "123456789012" });
  });
});
