import { type Output, output } from "../core/output";

/** What the data layer hands on of where copies of databases are kept. */
export const copiesOutputs = {
  failuresName: output("data", "copies_failures_name", "Name of the queue of copies that failed"),
  failuresArn: output("data", "copies_failures_arn", "ARN of the queue of copies that failed"),
  failuresUrl: output("data", "copies_failures_url", "URL of the queue of copies that failed"),
  vaultName: output("data", "copies_vault_name", "Name of the vault of copies of databases"),
  vaultArn: output("data", "copies_vault_arn", "ARN of the vault of copies of databases"),
  keyArn: output("data", "copies_key_arn", "ARN of the key of cold copies of databases"),
  coldName: output("data", "cold_copies_name", "Name of the bucket of cold copies of databases"),
  coldArn: output("data", "cold_copies_arn", "ARN of the bucket of cold copies of databases"),
};

/** The ARN of the vault in a second region. */
export function secondVaultArnOutput(region: string): Output<"data"> {
  return output("data", `copies_${region}_vault_arn`, `ARN of the vault of copies of databases in ${region}`);
}
