import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("a secret", () => {
  let emulator: Emulator;
  let client: SecretsManagerClient;

  beforeAll(async () => {
    emulator = await startEmulator();
    client = new SecretsManagerClient(emulator.client());
  });
  afterAll(() => emulator.stop());

  /** A secret `first` with the version `second` staged and then made the current one. */
  async function rotated(Name: string) {
    const first = await client.send(new CreateSecretCommand({ Name, SecretString: "first" }));
    const second = await client.send(
      new PutSecretValueCommand({ SecretId: Name, SecretString: "second", VersionStages: ["AWSPENDING"] }),
    );
    expect(await value(Name)).toBe("first");
    await client.send(
      new UpdateSecretVersionStageCommand({
        SecretId: Name,
        VersionStage: "AWSCURRENT",
        MoveToVersionId: second.VersionId,
        RemoveFromVersionId: first.VersionId,
      }),
    );
  }
  const value = async (SecretId: string, VersionStage?: string) =>
    (await client.send(new GetSecretValueCommand({ SecretId, VersionStage }))).SecretString;

  test("is answered with the version that AWSCURRENT was moved to", async () => {
    await rotated("moved");
    expect(await value("moved")).toBe("second");
    expect(await value("moved", "AWSCURRENT")).toBe("second");
    expect(await value("moved", "AWSPREVIOUS")).toBe("first");
  });

  test("keeps the version before as AWSPREVIOUS when the next value is put", async () => {
    await rotated("put");
    await client.send(new PutSecretValueCommand({ SecretId: "put", SecretString: "third" }));
    expect(await value("put")).toBe("third");
    expect(await value("put", "AWSPREVIOUS")).toBe("second");
  });
});
