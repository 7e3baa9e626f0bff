import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { ECSClient } from "@aws-sdk/client-ecs";
import { Command } from "commander";
import type { Environment } from "../../kinds/core/environment";
import { refusal } from "../base/aws-refusal";
import { findEnvironment } from "../base/find-environment";
import { UserError } from "../base/user-error";
import { INTERRUPTED, onInterrupt } from "../process/on-interrupt";
import { type Outcome, outcomeOf } from "../run/outcome";
import { findPlace } from "../run/place";
import { runTask, type Watch } from "../run/task";
import { plannedWork, type Wanted, type Work } from "../run/work";

/** The `run` command. `interval` is the time between two looks at a task, in milliseconds. */
export function command(interval = 2_000): Command {
  return new Command("run")
    .description("run jobs of the manifest, or one command, in tasks of their own")
    .argument("<environment>", "system and environment, such as idmcdb-staging")
    .argument("[words...]", "jobs to run one after the other; with --service a command, after --")
    .option("--init", "run the jobs that `init` of the manifest lists, in their order")
    .option("--from <job>", "with --init: begin with this job")
    .option("--service <name>", "run one command in a task of this service")
    .option("--container <name>", "with --service: container to run it in; needed if there are several")
    .addHelpText(
      "after",
      `
A task is like one of the service's: same image, settings, secrets, permissions and network, but on demand and with
another command. Its log is printed while it runs. The first job that fails ends the command with the job's exit code.
Ctrl-C stops the task.

Examples:
  $ npx drydock run idmcdb-staging migrate
  $ npx drydock run idmcdb-staging --init
  $ npx drydock run idmcdb-staging --init --from init-roles
  $ npx drydock run idmcdb-staging --service web -- python manage.py showmigrations
`,
    )
    .action((name: string, words: string[], options: Omit<Wanted, "words">) =>
      run(name, { words, ...options }, interval),
    );
}

async function run(name: string, wanted: Wanted, interval: number): Promise<void> {
  const { environment } = findEnvironment(name);
  const work = plannedWork(name, environment, wanted);
  const settings = { region: environment.region };
  const [ecs, logs] = [new ECSClient(settings), new CloudWatchLogsClient(settings)];
  const interrupted = new AbortController();
  // Who asks twice does not want to wait until ECS has been told.
  const release = onInterrupt(
    () => interrupted.abort(),
    () => process.exit(INTERRUPTED),
  );
  try {
    for (const [index, one] of work.entries()) {
      const outcome = await toItsEnd(one, environment, name, { ecs, logs, interval, signal: interrupted.signal });
      if (outcome.exitCode !== 0) {
        fail(name, work, index, outcome, wanted.init);
        return;
      }
    }
  } finally {
    release();
    ecs.destroy();
    logs.destroy();
  }
}

type Clients = Omit<Watch, "onStatus" | "onLine">;

async function toItsEnd(work: Work, environment: Environment, name: string, clients: Clients): Promise<Outcome> {
  const begun = Date.now();
  const say = (text: string) => process.stderr.write(`${work.name}: ${text}\n`);
  try {
    const place = await findPlace(clients.ecs, environment.region, name, work);
    const task = await runTask(work, place, {
      ...clients,
      onStatus: (status, id) => say(status === "PROVISIONING" ? `task ${id}, provisioning` : status.toLowerCase()),
      onLine: (line) => process.stdout.write(`${line}\n`),
    });
    const outcome = outcomeOf(task, { ...work, environment: name, system: environment.system, memory: place.memory });
    if (outcome.exitCode === 0) say(`done after ${Math.round((Date.now() - begun) / 1000)} s`);
    return outcome;
  } catch (error) {
    throw refusal(error, `ECS in ${environment.region}`);
  }
}

/** Says what failed, what was done before and how to go on; the exit code is the container's. */
function fail(name: string, work: readonly Work[], index: number, outcome: Outcome, init = false): void {
  const failed = work[index]!;
  const { exitCode, reason } = outcome;
  const what =
    exitCode === undefined ? `${failed.name} did not run` : `${failed.name} failed with exit code ${exitCode}`;
  const rest = work.slice(index).map((one) => one.name);
  const lines = [
    `${what}${reason ? `: ${reason}` : ""}.`,
    ...(index > 0
      ? [
          `Done before it: ${work
            .slice(0, index)
            .map((one) => one.name)
            .join(", ")}.`,
        ]
      : []),
    ...(init ? [`Go on with: npx drydock run ${name} --init --from ${failed.name}`] : []),
    ...(!init && rest.length > 1 ? [`Go on with: npx drydock run ${name} ${rest.join(" ")}`] : []),
  ];
  if (exitCode === undefined) throw new UserError(lines.join("\n"));
  process.stderr.write(`${lines.join("\n")}\n`);
  process.exitCode = exitCode;
}
