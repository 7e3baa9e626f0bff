import type { Environment } from "../../kinds/core/environment";
import { containersOf } from "../../kinds/service/containers";
import { anyOf, suggestion } from "../../language/diagnostics/nearest";
import { UserError } from "../base/user-error";

/** A command that runs once in a task of a service. */
export interface Work {
  /** Name of the job; `command` for a command that is no job. */
  readonly name: string;
  readonly service: string;
  /** Container whose command is replaced. */
  readonly container: string;
  readonly command: readonly string[];
}

/** What was asked for on the command line. */
export interface Wanted {
  /** Jobs, or with `service` the words of a command. */
  readonly words: readonly string[];
  readonly init?: boolean;
  readonly from?: string;
  readonly service?: string;
  readonly container?: string;
}

/** What is to run, in order. `name` is the environment's, `<system>-<environment>`. */
export function plannedWork(name: string, environment: Environment, wanted: Wanted): Work[] {
  refuseMixtures(wanted);
  if (wanted.service !== undefined) return [command(name, environment, wanted.service, wanted)];
  const jobs = wanted.init ? initJobs(name, environment, wanted.from) : wanted.words;
  if (jobs.length === 0) {
    throw new UserError(`Say what to run: ${available(name, environment)}, --init, or --service with a command.`, 2);
  }
  return jobs.map((job) => jobWork(name, environment, job));
}

function refuseMixtures({ words, init, from, service, container }: Wanted): void {
  const wrong: [boolean | undefined, string][] = [
    [init && words.length > 0, "--init runs the jobs of `init`; take the other words out, or --init."],
    [init && service !== undefined, "--init and --service do not go together; take one of them out."],
    [from !== undefined && !init, "--from says where --init goes on; add --init."],
    [container !== undefined && service === undefined, "--container goes with --service; jobs name their container."],
    [service !== undefined && words.length === 0, "--service needs a command, after --: -- python manage.py check"],
  ];
  const found = wrong.find(([isWrong]) => isWrong);
  if (found) throw new UserError(found[1], 2);
}

function available(name: string, { jobs }: Environment): string {
  const names = Object.keys(jobs);
  return names.length > 0
    ? `a job of ${name} (${names.join(", ")})`
    : `a job (${name} has none yet; add one to \`jobs\`)`;
}

function initJobs(name: string, { init }: Environment, from?: string): string[] {
  if (init.length === 0) {
    throw new UserError(`${name} has no \`init\`: list the jobs that bring it to life there, in their order.`, 2);
  }
  if (from === undefined) return init;
  if (!init.includes(from)) {
    throw new UserError(`\`init\` of ${name} has no job ${from}; ${suggestion(from, init, "")}`, 2);
  }
  return init.slice(init.indexOf(from));
}

function jobWork(name: string, environment: Environment, job: string): Work {
  const found = Object.hasOwn(environment.jobs, job) ? environment.jobs[job] : undefined;
  if (!found) {
    throw new UserError(
      `${name} has no job ${job}; ${suggestion(job, Object.keys(environment.jobs), "add it to `jobs`")}`,
      2,
    );
  }
  const { service, container, command } = found;
  return { name: job, service, container: container ?? containers(environment, service)[0]!, command };
}

function command(name: string, environment: Environment, service: string, { words, container }: Wanted): Work {
  if (!Object.hasOwn(environment.services, service)) {
    const known = Object.keys(environment.services);
    throw new UserError(`${name} has no service ${service}; ${suggestion(service, known, "it has none")}`, 2);
  }
  const { capacity } = environment.services[service]!;
  if (capacity !== undefined) {
    throw new UserError(
      `Service ${service} runs on the capacity ${capacity}, and \`run\` starts tasks on Fargate: choose a service without \`capacity\`.`,
      2,
    );
  }
  return {
    name: "command",
    service,
    container: chosen(containers(environment, service), service, container),
    command: words,
  };
}

function containers({ services }: Environment, service: string): string[] {
  return Object.keys(containersOf(service, services[service]!));
}

function chosen(known: readonly string[], service: string, wanted?: string): string {
  const name = wanted ?? (known.length === 1 ? known[0]! : service);
  if (known.includes(name)) return name;
  throw new UserError(
    wanted === undefined
      ? `Service ${service} has several containers: name one with --container ${anyOf(known)}.`
      : `Service ${service} has no container ${wanted}; ${suggestion(wanted, known, "")}`,
    2,
  );
}
