import type { Variables } from "../process/processes";
import type { Emulator } from "./emulator";

/** The account of environments that name none; the emulator's own default. */
export const DEFAULT_ACCOUNT = "123456789012";

/** What an AWS SDK client needs to talk to the emulator. */
export interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Settings for SDK clients that act in an account of the emulator: its access key id is the account's id. */
export function clientSettings({ endpoint }: Emulator, account: string, region: string): ClientSettings {
  return { endpoint, region, credentials: { accessKeyId: account, secretAccessKey: "rehearsal" } };
}

/** Our own environment variables without anything that could lead to a real account or change what Terraform does. */
export function cleanVariables(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !/^(AWS|TF)_/.test(name)));
}

/** The variables with which Terraform and its provider act in an account of the emulator. */
export function accountVariables({ endpoint }: Emulator, account: string, region: string): Variables {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: "rehearsal",
    AWS_REGION: region,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    NO_PROXY: "127.0.0.1",
    no_proxy: "127.0.0.1",
  };
}
