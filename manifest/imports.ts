import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Folder of the project with the import blocks that synthesis adds to stacks: one file for each stack. */
export const IMPORTS_FOLDER = "imports";

/** What an import block says (https://developer.hashicorp.com/terraform/language/import). */
export interface ImportBlock {
  /** Address in the stack. */
  readonly to: string;
  /** Id of the resource, as the provider's page for its type says under "Import". */
  readonly id: string;
}

/** The file with the imports of a stack. */
export function importsFile(root: string, stack: string): string {
  return join(root, IMPORTS_FOLDER, `${stack}.json`);
}

/** The imports of a stack; none if there is no file. What is not of their form is an error. */
export function readImports(root: string, stack: string): ImportBlock[] {
  const file = importsFile(root, stack);
  if (!existsSync(file)) return [];
  const name = `${IMPORTS_FOLDER}/${stack}.json`;
  const blocks = (parse(name, readFileSync(file, "utf8")) as { import?: unknown } | null)?.import;
  if (!Array.isArray(blocks) || !blocks.every(isBlock)) throw new ImportsError(name, "is not of this form");
  return blocks.map(({ to, id }) => ({ to, id }));
}

/** A file of imports that cannot be used. */
export class ImportsError extends Error {
  override name = "ImportsError";

  constructor(file: string, what: string) {
    super(`${file}: ${what}; write {"import": [{"to": "aws_vpc.vpc_vpc", "id": "vpc-0123"}]}, or remove the file`);
  }
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ImportsError(name, "is not JSON");
  }
}

function isBlock(block: unknown): block is ImportBlock {
  const { to, id } = (block ?? {}) as Partial<ImportBlock>;
  return typeof to === "string" && typeof id === "string" && id !== "";
}
