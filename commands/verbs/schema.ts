import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { manifestSchema } from "../../manifest/json-schema";
import { referencePage } from "../../manifest/reference-page";
import { UserError } from "../base/user-error";

const SAMPLE = "docs/shop.yaml";

/** The generated files by name: the JSON Schema for editors and the reference page. */
export function generated(root: string): Record<string, string> {
  return {
    "docs/manifest.schema.json": `${JSON.stringify(manifestSchema(), null, 1)}\n`,
    "docs/manifest.md": referencePage(readFileSync(join(root, SAMPLE), "utf8")),
  };
}

function current(root: string, file: string): string | undefined {
  try {
    return readFileSync(join(root, file), "utf8");
  } catch {
    return undefined;
  }
}

function run({ check }: { readonly check: boolean }): void {
  const root = process.cwd();
  const stale = Object.entries(generated(root)).filter(([file, text]) => current(root, file) !== text);
  const names = stale.map(([file]) => file).join(" and ");
  if (check && stale.length > 0) {
    throw new UserError(`not up to date: ${names}; run \`npx drydock schema\` and commit the result`);
  }
  for (const [file, text] of stale) {
    writeFileSync(join(root, file), text);
  }
  console.log(stale.length === 0 ? "The schema's files are up to date." : `Wrote ${names}.`);
}

/** The `schema` command. */
export function command(): Command {
  return new Command("schema")
    .description("write the manifest's JSON Schema for editors and its reference page")
    .option("--check", "write nothing, and fail if the files are not up to date", false)
    .addHelpText(
      "after",
      `
Writes docs/manifest.schema.json and docs/manifest.md.

Examples:
  $ npx drydock schema
  $ npx drydock schema --check`,
    )
    .action(run);
}
