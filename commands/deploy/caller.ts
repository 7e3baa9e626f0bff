import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { refusal } from "../base/aws-refusal";
import type { Stack } from "../base/synthesize";
import { readConfiguration } from "../base/synthesized";
import { UserError } from "../base/user-error";

/** Milliseconds that AWS may take to be reached, and to answer: it takes well under a second. */
const CONNECTION = 5_000;
const ANSWER = 20_000;

/** The account that the credentials belong to. */
export async function callerAccount(region: string): Promise<string> {
  const requestHandler = { connectionTimeout: CONNECTION, requestTimeout: ANSWER, throwOnRequestTimeout: true };
  const sts = new STSClient({ region, requestHandler });
  try {
    const { Account: account } = await sts.send(new GetCallerIdentityCommand({}));
    if (account === undefined)
      throw new UserError(
        `STS in ${region} gave an answer without an account: look at AWS_ENDPOINT_URL and the proxy.`,
      );
    return account;
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { name, message } = error as Error;
    const told = refusal(error, `STS in ${region}`);
    if (told instanceof UserError) throw told;
    throw new UserError(
      `AWS could not be asked who you are (STS in ${region}: ${name}: ${message}): look at the network, the proxy and AWS_ENDPOINT_URL.`,
    );
  } finally {
    sts.destroy();
  }
}

/** Makes sure that every stack may be worked on in this account. */
export function requireAccount(stacks: readonly Stack[], account: string): void {
  for (const { name, folder } of stacks) {
    const allowed = (readConfiguration(folder).provider?.["aws"] ?? []).flatMap(
      ({ allowed_account_ids: ids }) => (ids as readonly string[] | undefined) ?? [],
    );
    if (allowed.length === 0 || allowed.includes(account)) continue;
    throw new UserError(
      `${name} belongs to account ${allowed.join(" or ")}, and your credentials to ${account}: log in to that account, or name the layers of this one with --layer.`,
    );
  }
}
