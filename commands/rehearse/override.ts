import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Configuration } from "../base/synthesized";

type Resources = NonNullable<Configuration["resource"]>[string];

/** Attempts of an AWS call: a call that the emulator lacks fails soon and readably instead of after minutes. */
const ATTEMPTS = 2;

/** Arguments that name a file beside the stack, by type of resource. */
const FILES: Readonly<Record<string, string>> = { aws_s3_object: "source" };

/**
 * What a rehearsal changes in a stack, as one of Terraform's override files
 * (https://developer.hashicorp.com/terraform/language/files/override): the emulator has no host names for buckets, so
 * S3 is asked by path; and one provider, which was started elsewhere, serves all stacks, so it is told where the files
 * beside a stack are. The stack's own file stays as it was synthesized and reviewed. An override replaces a backend
 * and a remote state's `config` as a whole, so both repeat what the stack says.
 */
export function rehearsalOverride({ provider, terraform, data, resource }: Configuration): object {
  const backend = terraform?.backend?.["s3"];
  const states = Object.entries(data?.["terraform_remote_state"] ?? {});
  const files = Object.entries(FILES).flatMap(([type, argument]) => filesOf(resource?.[type], type, argument));
  const byPath = { use_path_style: true };
  return {
    provider: {
      aws: (provider?.["aws"] ?? []).map(({ alias }) => ({ alias, s3_use_path_style: true, max_retries: ATTEMPTS })),
    },
    ...(backend && { terraform: { backend: { s3: { ...backend, ...byPath } } } }),
    ...(files.length > 0 && { resource: Object.fromEntries(files) }),
    ...(states.length > 0 && {
      data: {
        terraform_remote_state: Object.fromEntries(
          states.map(([name, { config }]) => [name, { config: { ...(config as object), ...byPath } }]),
        ),
      },
    }),
  };
}

function filesOf(resources: Resources | undefined, type: string, argument: string): [string, object][] {
  const named = Object.entries(resources ?? {}).filter(([, { [argument]: file }]) => file !== undefined);
  const absolute = named.map(([name, { [argument]: file }]) => [name, { [argument]: `\${path.cwd}/${file}` }]);
  return absolute.length > 0 ? [[type, Object.fromEntries(absolute)]] : [];
}

/** Writes the override beside a stack's own file. */
export function writeOverride(folder: string, configuration: Configuration): void {
  const text = JSON.stringify(rehearsalOverride(configuration), undefined, 2);
  writeFileSync(join(folder, "rehearsal_override.tf.json"), text);
}
