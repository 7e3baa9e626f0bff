import type { Environment } from "../../kinds/core/environment";
import { environmentName } from "../../kinds/core/names";
import { UserError } from "../user-error";
import type { Project } from "./compose-file";
import { type Context, functionContainer, jobContainer, serviceContainers } from "./containers";
import { emulator, PROGRAM } from "./emulated";
import { cacheServer, databaseServer } from "./servers";

/** A Compose file, where what it publishes is, and what it has not. */
export interface LocalStack {
  readonly project: Project;
  /** Addresses on this computer by service or function. */
  readonly addresses: Readonly<Record<string, string>>;
  /** What is in AWS only, for people. */
  readonly leftOut: readonly string[];
}

/** The port of this computer for the first service; the others follow. */
const FIRST_PORT = 8080;

/** An environment as a stack on one computer. `path` says how the file names a path of the project. */
export function localStack(environment: Environment, path: (path: string) => string): LocalStack {
  const { services, functions, jobs, databases, caches, fileSystems } = environment;
  const exposed = Object.keys(services).filter((name) => services[name]!.expose !== undefined);
  const published = [...exposed, ...Object.keys(functions)];
  const port = (name: string) => FIRST_PORT + published.indexOf(name);
  const leftOut = new Set(absent(environment));
  const context: Context = { environment, path, port, leaveOut: (what) => leftOut.add(what) };
  const servers = Object.keys(databases).map((name) => [name, databaseServer(environment, name)] as const);
  const all = [
    ...servers.map(([name, { service }]) => [name, service] as const),
    ...Object.keys(caches).map((name) => [name, cacheServer(environment, name)] as const),
    ...Object.entries(emulator(environment, path(PROGRAM))),
    ...Object.keys(services).flatMap((name) => Object.entries(serviceContainers(context, name))),
    ...Object.keys(functions).map((name) => [name, functionContainer(context, name)] as const),
    ...Object.keys(jobs).map((name) => [`job-${name}`, jobContainer(context, name)] as const),
  ];
  refuseTwins(
    environment,
    all.map(([name]) => name),
  );
  const configs = servers.flatMap(([name, { config }]) => (config ? [[`${name}-init`, config] as const] : []));
  const volumes = [...Object.keys(databases), ...Object.keys(fileSystems)].map((name) => [name, {}] as const);
  const project = {
    name: environmentName(environment),
    services: Object.fromEntries(all),
    configs: configs.length > 0 ? Object.fromEntries(configs) : undefined,
    volumes: volumes.length > 0 ? Object.fromEntries(volumes) : undefined,
  };
  const call = "/2015-03-31/functions/function/invocations";
  const addresses = published.map((name) => {
    const address = `http://localhost:${port(name)}`;
    return [name, name in functions ? `${address}${call}` : address] as const;
  });
  return { project: pruned(project) as Project, addresses: Object.fromEntries(addresses), leftOut: [...leftOut] };
}

/** Compose has one list of names, in which a container of a task or the emulator may meet another. */
function refuseTwins(environment: Environment, names: readonly string[]): void {
  const twin = names.find((one, index) => names.indexOf(one) !== index);
  if (twin !== undefined) {
    throw new UserError(
      `${environmentName(environment)} would have two services called ${twin} in Compose; rename one in the manifest`,
    );
  }
}

/** Kinds of things that are in AWS only. */
function absent(environment: Environment): string[] {
  const { userPools, functions, permissions, blueGreen, loadBalancer, jobs, buckets } = environment;
  const started = Object.entries(functions).filter(([, { triggers }]) => triggers.length > 0);
  const timed = Object.entries(jobs).filter(([, { schedule }]) => schedule !== undefined);
  const filled = Object.entries(buckets).filter(([, { files }]) => Object.keys(files).length > 0);
  return [
    ...Object.keys(userPools).map((name) => `the user pool ${name}`),
    ...started.map(([name]) => `what starts the function ${name}: call it yourself`),
    ...timed.map(([name]) => `the schedule of the job ${name}: \`docker compose run --rm job-${name}\``),
    ...filled.map(([name]) => `the files that the bucket ${name} begins with`),
    ...(Object.keys(permissions).length > 0 ? ["permissions: nothing is refused"] : []),
    ...Object.keys(blueGreen).map((name) => `the switch of ${name}: each colour has an address`),
    ...(loadBalancer.cloudFront ? ["CloudFront"] : []),
  ];
}

/** The same without what is undefined, and without empty maps of waits. */
function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruned);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, one]) =>
      one !== undefined && !(["depends_on", "environment"].includes(key) && Object.keys(one).length === 0),
  );
  return Object.fromEntries(kept.map(([key, one]) => [key, pruned(one)]));
}
