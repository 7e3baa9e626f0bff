import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { Command } from "commander";
import { stringify } from "yaml";
import { findEnvironment } from "../base/find-environment";
import { UserError } from "../base/user-error";
import { writeAtomically } from "../base/write-atomically";
import { complete } from "../compose/env-file";
import { type LocalStack, localStack } from "../compose/project";
import { variablesOf } from "../compose/variables";

interface Options {
  readonly out?: string;
  readonly force: boolean;
}

const CHECKSUM = /^# sha256 of what follows: ([0-9a-f]{64})\n/m;

/** A Compose file as text, with what a reader has to know in front, and a checksum that tells whether it was changed. */
export function composeText(name: string, { project, addresses, leftOut }: LocalStack): string {
  const lines = [
    `${name} on this computer. Made by \`npx drydock compose ${name}\`; changes belong into the manifest,`,
    "or into a second file: `docker compose -f <this> -f <yours> up`.",
    ...Object.entries(addresses).map(([service, address]) => `  ${service}: ${address}`),
    ...(leftOut.length > 0 ? ["Not here, but in AWS only:", ...leftOut.map((what) => `  ${what}`)] : []),
  ];
  const body = stringify(project, { lineWidth: 0, aliasDuplicateObjects: false });
  return `${lines.map((line) => `# ${line}\n`).join("")}# sha256 of what follows: ${sha256(body)}\n${body}`;
}

/** Whether somebody changed a file since it was made. */
function changed(text: string): boolean {
  const [line, checksum] = CHECKSUM.exec(text) ?? [];
  return line === undefined || sha256(text.slice(text.indexOf(line) + line.length)) !== checksum;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function run(name: string, { out, force }: Options): void {
  const { environment } = findEnvironment(name);
  const root = process.cwd();
  const folder = out === undefined ? root : dirname(resolve(out));
  const path = (target: string) => {
    const from = relative(folder, join(root, target));
    return from.startsWith(".") ? from : `./${from}`;
  };
  const text = composeText(name, localStack(environment, path));
  if (out !== undefined && !force && existsSync(out) && changed(readFileSync(out, "utf8"))) {
    throw new UserError(`${out} was changed, or was not made by this command; say --force to overwrite it`);
  }
  mkdirSync(folder, { recursive: true });
  const env = join(folder, ".env");
  const empty = complete(env, variablesOf(environment));
  if (out === undefined) process.stdout.write(text);
  else writeAtomically(resolve(out), text);
  // Not on stdout, which may be a pipe to Compose.
  if (out !== undefined) console.error(`Wrote ${out}. Start it: docker compose -f ${out} up --build`);
  if (empty.length > 0) console.error(`Without a value in ${relative(root, env) || env}: ${empty.join(", ")}`);
}

/** The `compose` command. */
export function command(): Command {
  return new Command("compose")
    .description("print a Compose file that runs an environment on this computer")
    .argument("<environment>", "the environment, as <system>-<environment>")
    .option("--out <file>", "write the file there instead of printing it")
    .option("--force", "overwrite a file that was changed", false)
    .addHelpText(
      "after",
      `
Services are built from the same folders as for AWS. Databases and caches are containers of the same major version;
buckets, tables, topics, queues, secrets and mail are in an emulated AWS. What is in AWS only is named at the top of the
file. Passwords are generated once and kept in .env beside the file, which git must ignore.

Examples:
  $ npx drydock compose idmcdb-staging --out compose.yaml && docker compose up --build
  $ npx drydock compose idmcdb-staging | docker compose -f - up --build
  $ docker compose run --rm job-migrate         run a job`,
    )
    .action(run);
}
