import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { Command } from "commander";
import type { Environment } from "../../kinds/core/environment";
import type { StateSettings } from "../../kinds/core/state";
import { refusal } from "../base/aws-refusal";
import { findEnvironment } from "../base/find-environment";
import { UserError } from "../base/user-error";
import type { StateClients } from "../bootstrap/imports";
import { ask } from "../process/ask";
import { readStateSettings } from "../states/settings";
import { fits, repairDigest } from "../states/state-digest";
import { STATE_STACK, STATE_STACK_KEY, type StateKey, withStored } from "../states/state-keys";
import { removeLock } from "../states/state-lock";
import { json, readReport, type StateReport, words } from "../unlock/state-report";

interface UnlockOptions {
  readonly yes: boolean;
  readonly json: boolean;
  readonly lockId?: string;
  readonly repairDigest: boolean;
}

/** The `unlock` command. */
export function command(): Command {
  return new Command("unlock")
    .description("say who holds the locks of an environment's states, and remove those whose process has ended")
    .argument(
      "<environment>",
      `system and environment, such as sliderule-test; or ${STATE_STACK}, the stack of all states`,
    )
    .option("--yes", "remove without asking", false)
    .option("--lock-id <id>", "with --yes: also remove this lock, whose process is not to be seen from here")
    .option("--repair-digest", "make every digest that of the state in the bucket", false)
    .option("--json", "print JSON, and remove nothing unless --yes is given", false)
    .addHelpText(
      "after",
      `
A Terraform that is killed leaves its lock: an object beside the state in S3, an item in DynamoDB, or one of the two.
This looks at the states of the environment and of its system's layers, says who holds what since when, and whether
that process still works if it was on this machine. A lock whose holder still works is never removed. An environment
that is not disposable is asked for by its name. With the lock goes a digest that is older than the state beside it, as
after a write that was cut off between the two. Nothing else is touched: states stay as they are.

Examples:
  $ npx drydock unlock sliderule-test
  $ npx drydock unlock sliderule-test --yes                  # locks of this machine's processes that have ended
  $ npx drydock unlock sliderule-test --yes --lock-id 3f0c…  # and this one, of a machine that is gone
  $ npx drydock unlock sliderule-test --repair-digest        # after "does not have the expected content"
  $ npx drydock unlock ${STATE_STACK}                                # the states' own stack, after a bootstrap was killed
`,
    )
    .action(unlock);
}

async function unlock(name: string, options: UnlockOptions): Promise<void> {
  const environment = name === STATE_STACK ? undefined : findEnvironment(name).environment;
  const state = readStateSettings(process.cwd());
  const clients = {
    s3: new S3Client({ region: state.region }),
    dynamodb: new DynamoDBClient({ region: state.region }),
  };
  try {
    await unlockStates(name, environment, state, clients, options);
  } catch (error) {
    throw noBucket(error, state) ?? refusal(error, `The states in ${state.region}`);
  } finally {
    clients.s3.destroy();
    clients.dynamodb.destroy();
  }
}

function noBucket(error: unknown, { bucket, region }: StateSettings): UserError | undefined {
  if (!(error instanceof S3ServiceException) || error.name !== "NoSuchBucket") return undefined;
  return new UserError(
    `There is no bucket ${bucket} in ${region}, so no state is locked: make it with npx drydock bootstrap.`,
  );
}

async function unlockStates(
  name: string,
  environment: Environment | undefined,
  state: StateSettings,
  clients: StateClients,
  options: UnlockOptions,
): Promise<void> {
  const keys: StateKey[] = environment
    ? await withStored(clients.s3, state.bucket, environment)
    : [{ stack: STATE_STACK, key: STATE_STACK_KEY }];
  const reports = await Promise.all(keys.map((key) => readReport(clients, state, key)));
  if (options.json) console.log(JSON.stringify(reports.map(json), undefined, 2));
  const say = options.json ? (line: string) => console.error(line) : (line: string) => console.log(line);
  for (const line of options.json ? [] : reports.flatMap(words)) say(line);
  const locked = reports.filter(({ halves }) => halves.length > 0);
  const unfit = reports.filter(({ digest }) => !fits(digest));
  if (locked.length === 0 && unfit.length === 0) {
    if (!options.json) say(`No state of ${name} is locked, and every digest is that of its state.`);
    return;
  }
  if (options.json && !options.yes) return;
  refuseLiving(name, locked);
  const repaired = options.repairDigest ? unfit : unfit.filter(cutOff);
  if (locked.length === 0 && repaired.length === 0) {
    throw new UserError(
      `Nothing was changed. To make the digests those of the states: npx drydock unlock ${name} --repair-digest`,
    );
  }
  if (options.yes) refuseUnseen(name, locked, options.lockId);
  else await confirm(name, environment, [...locked, ...repaired]);
  for (const { key, halves } of locked) await removeLock(clients, state, key, halves);
  for (const { key, digest } of repaired) await repairDigest(clients, state, key, digest);
  report(name, locked, repaired, unfit, say);
}

/** What a process that was killed has left, a lock and a digest that is older than its state, is mended at once. */
function cutOff({ halves, digest }: StateReport): boolean {
  return halves.length > 0 && digest.actual !== undefined && digest.notedWritten !== undefined;
}

function refuseLiving(name: string, locked: readonly StateReport[]): void {
  for (const { stack, halves } of locked) {
    for (const { holder } of halves) {
      if (holder.state !== "alive") continue;
      throw new UserError(
        `Nothing was removed: process ${holder.pid} still works on ${stack}. Wait until it has ended, or ask it to end (kill -INT ${holder.pid}); then: npx drydock unlock ${name}`,
      );
    }
  }
}

/** With --yes nobody looks, so a lock whose holder cannot be seen from here must be named. */
function refuseUnseen(name: string, locked: readonly StateReport[], named: string | undefined): void {
  for (const { stack, halves } of locked) {
    for (const { info, holder } of halves) {
      if (holder.state === "ended" || (info && info.id === named)) continue;
      const remedy = info
        ? `if you know that it has ended: npx drydock unlock ${name} --yes --lock-id ${info.id}`
        : "run this on a terminal, without --yes";
      throw new UserError(
        `Nothing was removed: whether the holder of ${stack}'s lock still works cannot be seen from here; ${remedy}`,
      );
    }
  }
}

async function confirm(
  name: string,
  environment: Environment | undefined,
  reports: readonly StateReport[],
): Promise<void> {
  const stacks = [...new Set(reports.map(({ stack }) => stack))].join(", ");
  if (!process.stdin.isTTY) {
    throw new UserError(
      `There is no terminal to ask for confirmation of ${stacks}: look at what is said above, then: npx drydock unlock ${name} --yes`,
      2,
    );
  }
  const word = environment?.disposable ? "yes" : name;
  const answer = await ask(`Mend ${stacks}? Only ${word} does: `);
  if (answer !== word) throw new UserError("Nothing was changed.");
}

function report(
  name: string,
  locked: readonly StateReport[],
  repaired: readonly StateReport[],
  unfit: readonly StateReport[],
  say: (line: string) => void,
): void {
  for (const { stack } of locked) say(`${stack}: unlocked`);
  for (const { stack, digest } of repaired) {
    say(
      `${stack}: ${digest.actual === undefined ? "the digest is removed, as the state is" : "the digest is that of the state"}`,
    );
  }
  const left = unfit.filter((one) => !repaired.includes(one));
  if (left.length > 0) {
    throw new UserError(
      `Terraform will not take ${left.map(({ stack }) => stack).join(", ")} before the digest fits: npx drydock unlock ${name} --repair-digest`,
    );
  }
  if (name === STATE_STACK) say("Go on: npx drydock bootstrap");
  else if (locked.length > 0)
    say(`An apply that was killed may have made what no state knows: npx drydock orphans ${name}`);
}
