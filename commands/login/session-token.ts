import { GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { fromIni } from "@aws-sdk/credential-provider-ini";
import { reasonOf } from "../base/aws-refusal";
import { UserError } from "../base/user-error";
import type { SessionKeys } from "./credentials-file";

/** A session and when it ends. */
export interface Session {
  readonly keys: SessionKeys;
  readonly expires: Date;
}

/** STS called with the long-term keys of one profile. */
export class SessionTokens {
  private constructor(
    private readonly client: STSClient,
    private readonly profile: string,
  ) {}

  /** Reads the profile; one without long-term keys, or without a region, is an error. */
  static async ofProfile(profile: string): Promise<SessionTokens> {
    const credentials = fromIni({ profile, ignoreCache: true });
    const keys = await credentials().catch((error: Error) => {
      throw new UserError(
        `Profile "${profile}" has no keys: ${error.message} ` +
          `Add [${profile}] with aws_access_key_id and aws_secret_access_key, or name another one with --profile.`,
      );
    });
    if (keys.sessionToken !== undefined) {
      throw new UserError(
        `Profile "${profile}" holds a session, and STS makes sessions from the long-term keys of an IAM user only: ` +
          "name the profile that holds those with --profile.",
      );
    }
    const client = new STSClient({ profile, credentials: keys });
    await client.config.region().catch(() => {
      throw new UserError(`No region: set AWS_REGION, or region in [profile ${profile}] of the AWS config file.`);
    });
    return new SessionTokens(client, profile);
  }

  /** Asks for a session. Needs the device's current code; STS takes each code once. */
  async get(mfa: string, code: string, seconds: number): Promise<Session> {
    const { Credentials: found } = await this.client
      .send(new GetSessionTokenCommand({ SerialNumber: mfa, TokenCode: code, DurationSeconds: seconds }))
      .catch((error: Error) => {
        throw new UserError(
          `STS gave no session to profile "${this.profile}" with ${mfa}: ${reasonOf(error)} ` +
            "Check the serial number, and wait for the next code if this one has been used.",
        );
      });
    return {
      keys: {
        accessKeyId: found!.AccessKeyId!,
        secretAccessKey: found!.SecretAccessKey!,
        sessionToken: found!.SessionToken!,
      },
      expires: found!.Expiration!,
    };
  }
}
