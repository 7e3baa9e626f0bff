import { cpSync, mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { Command } from "commander";
import { environmentName } from "../../kinds/core/names";
import { readDeployments } from "../../manifest/deployments";
import { reasonOf } from "../base/aws-refusal";
import { synthesize } from "../base/synthesize";
import { UserError } from "../base/user-error";
import { bringUpStateStack } from "../bootstrap/state-stack";
import { remedy as remedyOf } from "../deploy/remedy";
import { ask } from "../process/ask";
import { Locked, lock } from "../process/lock";
import { onInterrupt } from "../process/on-interrupt";
import { Interrupted, Processes } from "../process/processes";
import { runningTerraforms } from "../states/running-terraform";
import { readStateSettings } from "../states/settings";
import { findInstallation } from "../terraform/installation";
import { Terraform, TerraformError } from "../terraform/terraform";

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
  // A terminal that was closed takes no more lines; the work goes on to its orderly end all the same.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  try {
    await bringUp(root, processes, yes);
  } catch (error) {
    throw withNextStep(error);
  } finally {
    release();
  }
}

/** Says how to go on after what ended Terraform; nothing that was made is lost, because the next run takes it in. */
function withNextStep(error: unknown): unknown {
  if (error instanceof Interrupted)
    console.log("What was made stays, and the next run takes it in. Go on with: npx drydock bootstrap");
  if (!(error instanceof TerraformError)) return error;
  const remedy = remedyOf(error, { stack: "state", environment: "state" });
  return new UserError([error.message, ...(remedy ? [remedy] : []), "Go on with: npx drydock bootstrap"].join("\n"));
}

/** The environments without problems: those of others must not stop this one. */
function soundEnvironments(root: string): string[] {
  return readDeployments(root).systems.flatMap((system) => system.environments.map(environmentName));
}

async function bringUp(root: string, processes: Processes, yes: boolean): Promise<void> {
  const state = readStateSettings(root);
  const account = await callerAccount(state.region);
  const work = join(root, ".drydock", "bootstrap");
  const installation = await findInstallation(root, processes, process.env, (text) => console.error(text));
  const variables = { ...process.env, ...installation.variables };
  const folder = join(work, account);
  mkdirSync(folder, { recursive: true });
  const release = claim(`${folder}.lock`, account);
  try {
    await waitForLeftTerraform(folder, processes);
    const output = join(work, "synthesized");
    const stacks = await synthesize({ root, output, only: soundEnvironments(root), processes, variables });
    cpSync(stacks.find(({ name }) => name === "state")!.folder, folder, { recursive: true });
    const log = join(work, "terraform.log");
    const onProgress = (text: string) => console.log(text);
    const terraform = new Terraform({ stack: "state", folder, variables, processes, log, onProgress });
    await bringUpStateStack({
      folder,
      terraform,
      place: state,
      clients: { s3: new S3Client({ region: state.region }), dynamodb: new DynamoDBClient({ region: state.region }) },
      confirm: async (planFile) => {
        console.log(await terraform.describePlan(planFile));
        console.log(`In account ${account}, region ${state.region}.`);
        if (!yes) await confirm("Apply this plan");
      },
      confirmUnlock: async (words) => {
        console.log(`${words}.`);
        if (!yes) await confirm("Remove this lock");
      },
    });
  } finally {
    release();
  }
  console.log(`The states are kept in s3://${state.bucket}, locked in the table ${state.table}.`);
}

/** Keeps a second bootstrap of the account out of the folder. */
function claim(file: string, account: string): () => void {
  try {
    return lock(file);
  } catch (error) {
    if (!(error instanceof Locked)) throw error;
    const { pid, since } = error.holder;
    throw new UserError(
      `Process ${pid} has been bootstrapping the account ${account} since ${since}: wait until it has ended.`,
    );
  }
}

/** The Terraform of a bootstrap that was killed works on, and what it makes is to be known first. */
async function waitForLeftTerraform(folder: string, processes: Processes): Promise<void> {
  const own = realpathSync(folder);
  const left = () => runningTerraforms().find((one) => one.folder === own);
  for (let told = false, found = left(); found; found = left(), told = true) {
    if (!told)
      console.log(`Terraform of an earlier run, process ${found.pid}, still works; waiting until it has ended.`);
    await sleep(500);
    if (processes.reason) throw new Interrupted();
  }
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

async function confirm(question: string): Promise<void> {
  if ((await ask(`${question}? Only yes does: `)) !== "yes") throw new UserError("Nothing was changed.");
}
