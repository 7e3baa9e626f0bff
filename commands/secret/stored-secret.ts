import { randomUUID } from "node:crypto";
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { jsonOrNothing } from "../base/json";
import { UserError } from "../base/user-error";
import type { KnownSecret } from "./known-secret";

/** Most bytes of a secret (https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html). */
const MOST = 65_536;

/** What a secret holds. */
export interface Content {
  readonly values: Readonly<Record<string, unknown>>;
  /** Version that holds it; absent if the secret has never had a value. */
  readonly versionId?: string;
}

/** A secret in Secrets Manager whose value is a JSON object. */
export class StoredSecret {
  constructor(
    private readonly client: SecretsManagerClient,
    private readonly secret: KnownSecret,
  ) {}

  /** Reads it; nothing if it is not there. */
  async read(): Promise<Content | undefined> {
    try {
      const answer = await this.client.send(
        new GetSecretValueCommand({ SecretId: this.secret.id, VersionStage: "AWSCURRENT" }),
      );
      return { values: this.parsed(answer.SecretString), versionId: answer.VersionId };
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return (await this.isThere()) ? { values: {} } : undefined;
      throw error;
    }
  }

  /** Lays values over what was read. Refuses if somebody has written a version in between. */
  async merge(content: Content, values: Readonly<Record<string, string>>): Promise<void> {
    const { id: SecretId } = this.secret;
    const SecretString = JSON.stringify({ ...content.values, ...values });
    if (Buffer.byteLength(SecretString) > MOST) {
      throw new UserError(`Secret ${SecretId} would be longer than ${MOST} bytes; nothing was set.`);
    }
    if (content.versionId === undefined) {
      await this.client.send(new PutSecretValueCommand({ SecretId, SecretString }));
      return;
    }
    // A version needs a label; one of its own keeps it apart from others that are set at the same time.
    const label = `drydock-${randomUUID()}`;
    const { VersionId: version } = await this.client.send(
      new PutSecretValueCommand({ SecretId, SecretString, VersionStages: [label] }),
    );
    try {
      await this.makeCurrent(version!, content.versionId);
    } finally {
      await this.client.send(
        new UpdateSecretVersionStageCommand({ SecretId, VersionStage: label, RemoveFromVersionId: version }),
      );
    }
  }

  /**
   * Moves AWSCURRENT from one version to another. Secrets Manager refuses when the label is no longer where it is said
   * to be (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html).
   */
  private async makeCurrent(version: string, before: string): Promise<void> {
    const { id: SecretId } = this.secret;
    try {
      await this.client.send(
        new UpdateSecretVersionStageCommand({
          SecretId,
          VersionStage: "AWSCURRENT",
          MoveToVersionId: version,
          RemoveFromVersionId: before,
        }),
      );
    } catch (error) {
      if ((await this.read())?.versionId === before) throw error;
      throw new UserError(
        `Somebody changed secret ${SecretId} at the same time, so nothing was set: look at it and run the command again.`,
      );
    }
  }

  private async isThere(): Promise<boolean> {
    try {
      const { DeletedDate } = await this.client.send(new DescribeSecretCommand({ SecretId: this.secret.id }));
      return DeletedDate === undefined;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return false;
      throw error;
    }
  }

  private parsed(text: string | undefined): Record<string, unknown> {
    const values = jsonOrNothing(text);
    if (typeof values === "object" && values !== null && !Array.isArray(values)) {
      return values as Record<string, unknown>;
    }
    throw new UserError(`Secret ${this.secret.id} does not hold a JSON object: repair it in Secrets Manager.`);
  }
}
