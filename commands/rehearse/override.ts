import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Configuration } from "../synthesized";

/** Attempts of an AWS call: a call that the emulator lacks fails soon and readably instead of after minutes. */
const ATTEMPTS = 2;

/**
 * What a rehearsal changes in a stack, as one of Terraform's override files
 * (https://developer.hashicorp.com/terraform/language/files/override): the emulator has no host names for buckets, so
 * S3 is asked by path. The stack's own file stays as it was synthesized and reviewed. An override replaces a backend
 * and a remote state's `config` as a whole, so both repeat what the stack says.
 */
export function rehearsalOverride({ provider, terraform, data }: Configuration): object {
  const backend = terraform?.backend?.["s3"];
  const states = Object.entries(data?.["terraform_remote_state"] ?? {});
  const byPath = { use_path_style: true };
  return {
    provider: {
      aws: (provider?.["aws"] ?? []).map(({ alias }) => ({ alias, s3_use_path_style: true, max_retries: ATTEMPTS })),
    },
    ...(backend && { terraform: { backend: { s3: { ...backend, ...byPath } } } }),
    ...(states.length > 0 && {
      data: {
        terraform_remote_state: Object.fromEntries(
          states.map(([name, { config }]) => [name, { config: { ...(config as object), ...byPath } }]),
        ),
      },
    }),
  };
}

/** Writes the override beside a stack's own file. */
export function writeOverride(folder: string, configuration: Configuration): void {
  const text = JSON.stringify(rehearsalOverride(configuration), undefined, 2);
  writeFileSync(join(folder, "rehearsal_override.tf.json"), text);
}
