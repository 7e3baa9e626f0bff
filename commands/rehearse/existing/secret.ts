import { randomBytes } from "node:crypto";
import { CreateSecretCommand, ResourceExistsException, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { ClientSettings } from "../account";

/** Makes a secret with a random value for each key unless there is one of that name. */
export async function createSecret(name: string, keys: readonly string[], settings: ClientSettings): Promise<void> {
  const value = Object.fromEntries(keys.map((key) => [key, randomBytes(24).toString("base64url")]));
  try {
    await new SecretsManagerClient(settings).send(
      new CreateSecretCommand({ Name: name, SecretString: JSON.stringify(value) }),
    );
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
  }
}
