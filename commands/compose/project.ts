import type { Environment } from "../../kinds/core/environment";
import { LOCAL_PARTS, localThings } from "../../kinds/core/local";
import type { Project } from "../../kinds/core/local/compose-file";
import { environmentName } from "../../kinds/core/names";
import { UserError } from "../base/user-error";
import { localContext } from "./context";
import { emulator, PROGRAM } from "./emulated";

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
  const things = localThings(environment);
  const published = things.flatMap(({ name, kind }) => {
    const at = kind.published(environment, name);
    return at === undefined ? [] : [{ name, at }];
  });
  const port = (name: string) => FIRST_PORT + published.findIndex((one) => one.name === name);
  const leftOut = new Set(LOCAL_PARTS.flatMap(({ absent }) => absent(environment)));
  const context = localContext({ environment, path, port, leaveOut: (what) => leftOut.add(what) });
  const servers = things.map(({ name, kind }) => ({ name, ...kind.server(environment, name) }));
  const all = [
    ...servers.flatMap(({ name, service }) => (service ? [[name, service] as const] : [])),
    ...Object.entries(emulator(environment, path(PROGRAM))),
    ...LOCAL_PARTS.flatMap(({ containers }) => containers(context)),
  ];
  refuseTwins(
    environment,
    all.map(([name]) => name),
  );
  const configs = servers.flatMap(({ name, config }) => (config ? [[`${name}-init`, config] as const] : []));
  const volumes = servers.flatMap(({ name, volume }) => (volume ? [[name, {}] as const] : []));
  const project = {
    name: environmentName(environment),
    services: Object.fromEntries(all),
    configs: configs.length > 0 ? Object.fromEntries(configs) : undefined,
    volumes: volumes.length > 0 ? Object.fromEntries(volumes) : undefined,
  };
  const addresses = published.map(({ name, at }) => [name, `http://localhost:${port(name)}${at}`] as const);
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
