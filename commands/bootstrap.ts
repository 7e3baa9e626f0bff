import { cpSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { Command } from "commander";
import type { StateSettings } from "../kinds/core/state";
import { format } from "../language/diagnostics/diagnostic";
import { readDeployments } from "../manifest/deployments";
import { SETTINGS_FILE } from "../manifest/settings";
import { reasonOf } from "./aws-refusal";
import { bringUpStateStack } from "./bootstrap/state-stack";
import { onInterrupt } from "./process/on-interrupt";
import { Processes } from "./process/processes";
import { fullName } from "./rehearse/selection";
import { synthesize } from "./synthesize";
import { findInstallation } from "./terraform/installation";
import { Terraform } from "./terraform/terraform";
import { UserError } from "./user-error";

interface BootstrapOptions {
  readonly yes: boolean;
}

/** The `bootstrap` command. */
export function command(): Command {
  return new Command("bootstrap")
    .description("make the bucket and table that hold all states, and keep their own state in that bucket")
    .option("--yes", "apply the plan without asking", false)
    .addHelpText(
      "after",
      `
Names and region come from drydock.yaml, the account from your AWS credentials. It is safe to run again: what is there
already is taken in and never made again, and an interrupted run is continued.

Examples:
  $ npx drydock bootstrap
  $ AWS_PROFILE=admin npx drydock bootstrap --yes
`,
    )
    .action(bootstrap);
}

async function bootstrap({ yes }: BootstrapOptions): Promise<void> {
  if (!yes && !process.stdin.isTTY) {
    throw new UserError(
      "There is no terminal to ask for confirmation: read the plan with cdktf diff state, then add --yes.",
      2,
    );
  }
  const root = process.cwd();
  // Ctrl-C lets Terraform finish what it has begun and write its state; a second one does not wait.
  const processes = new Processes({ watched: false });
  const release = onInterrupt(
    () => processes.interrupt(),
    () => processes.kill(),
  );
  try {
    await bringUp(root, processes, yes);
  } finally {
    release();
  }
}

/** Where states are to be kept, and the environments without diagnostics: those of others must not stop this one. */
function readSound(root: string): { state: StateSettings; sound: string[] } {
  const { state, systems, diagnostics } = readDeployments(root);
  const own = diagnostics.filter(({ file }) => file === SETTINGS_FILE);
  if (own.length > 0) throw new UserError(own.map(format).join("\n"));
  return { state, sound: systems.flatMap((system) => system.environments.map(fullName)) };
}

async function bringUp(root: string, processes: Processes, yes: boolean): Promise<void> {
  const { state, sound } = readSound(root);
  const account = await callerAccount(state.region);
  const work = join(root, ".drydock", "bootstrap");
  const installation = await findInstallation(root, processes, process.env, (text) => console.error(text));
  const variables = { ...process.env, ...installation.variables };
  const output = join(work, "synthesized");
  const stacks = await synthesize({ root, output, only: sound, processes, variables });
  const folder = join(work, account);
  cpSync(stacks.find(({ name }) => name === "state")!.folder, folder, { recursive: true });
  const terraform = new Terraform({
    stack: "state",
    folder,
    variables,
    processes,
    log: join(work, "terraform.log"),
    onProgress: (text) => console.log(text),
  });
  await bringUpStateStack({
    folder,
    terraform,
    place: state,
    clients: { s3: new S3Client({ region: state.region }), dynamodb: new DynamoDBClient({ region: state.region }) },
    confirm: async (planFile) => {
      console.log(await terraform.describePlan(planFile));
      console.log(`In account ${account}, region ${state.region}.`);
      if (!yes) await ask();
    },
  });
  console.log(`The states are kept in s3://${state.bucket}, locked in the table ${state.table}.`);
}

async function callerAccount(region: string): Promise<string> {
  try {
    const { Account: account } = await new STSClient({ region }).send(new GetCallerIdentityCommand({}));
    return account!;
  } catch (error) {
    throw new UserError(
      `AWS does not know who you are (${reasonOf(error)}): sign in first, for example with npx drydock login.`,
    );
  }
}

async function ask(): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question("Apply this plan? Only yes does: ");
    if (answer.trim() !== "yes") throw new UserError("Nothing was changed.");
  } finally {
    terminal.close();
  }
}
