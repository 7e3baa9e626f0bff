import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseJson } from "./json";

type Block = Readonly<Record<string, unknown>>;

/** The parts of a stack's `cdk.tf.json` that commands read. */
export interface Configuration {
  readonly terraform?: { readonly backend?: Readonly<Record<string, Block>> };
  readonly provider?: Readonly<Record<string, readonly Block[]>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
}

/** Name of the file that holds a stack. */
export const CONFIGURATION_FILE = "cdk.tf.json";

/** Reads a stack from its folder. */
export function readConfiguration(folder: string): Configuration {
  return parseJson<Configuration>(
    readFileSync(join(folder, CONFIGURATION_FILE), "utf8"),
    join(folder, CONFIGURATION_FILE),
  );
}

/** The addresses of the resources that Terraform itself refuses to destroy. */
export function guardedAddresses(configuration: Configuration): string[] {
  return Object.entries(configuration.resource ?? {}).flatMap(([type, resources]) =>
    Object.entries(resources)
      .filter(([, { lifecycle }]) => (lifecycle as Block | undefined)?.["prevent_destroy"] === true)
      .map(([name]) => `${type}.${name}`),
  );
}

/** Whether a stack describes no resource at all. */
export function isEmpty({ folder }: { readonly folder: string }): boolean {
  return Object.keys(readConfiguration(folder).resource ?? {}).length === 0;
}
