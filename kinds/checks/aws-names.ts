import type { Diagnostic, Step } from "../../language/yaml/tree";
import { ENGINES } from "../database/engines";
import type { Environment } from "../environment";

/** A name that something has in AWS, without the environment's before it. */
export interface Claim {
  readonly name: string;
  /** Where it is in the manifest; empty if the environment itself has it. */
  readonly path: readonly Step[];
}

/** What the environment's own parts are called: groups, logs, topics, and the parts of those. */
const OWN = [
  "alarms",
  "cold-copies",
  "copies",
  "copies-dead-letters",
  "copies-export",
  "copies-starter",
  "exec",
  "flow-logs",
  "group",
  "https",
  "load-balancer",
  "namespace",
  "scheduled-jobs",
  "scheduled-jobs-dead-letters",
  "starter",
  "tunnel",
  "tunnel-ssh",
];

/** Parts that are numbered. */
const NUMBERED = /^https?-\d+$/;

/** Kinds whose things are called in AWS what they are called in the manifest. */
const CLAIMING = [
  "databases",
  "caches",
  "buckets",
  "tenants",
  "tables",
  "topics",
  "queues",
  "fileSystems",
  "userPools",
  "services",
  "functions",
] as const satisfies readonly (keyof Environment)[];

/** Names that follow from others: those of a capacity's instances, of dead-letter queues and of the instances of an Aurora cluster. */
function derived({ queues, functions, databases, capacities }: Environment): Claim[] {
  return [
    ...Object.keys(capacities).map((name) => ({ name: `${name}-instances`, path: ["capacities", name] })),
    ...Object.keys(queues).map((name) => ({ name: `${name}-dead-letters`, path: ["queues", name] })),
    ...Object.keys(functions).map((name) => ({ name: `${name}-dead-letters`, path: ["functions", name] })),
    ...Object.entries(databases).flatMap(([name, { engine, instances }]) =>
      !ENGINES[engine].cluster
        ? []
        : Array.from({ length: instances }, (_, index) => ({
            name: `${name}-${index + 1}`,
            path: ["databases", name],
          })),
    ),
  ];
}

function declared(environment: Environment): Claim[] {
  return CLAIMING.flatMap((section) =>
    Object.keys(environment[section]).map((name) => ({ name, path: [section, name] })),
  );
}

/** Every name that an environment takes in AWS, but for those of its jobs. */
export function claimsOf(environment: Environment): Claim[] {
  return [...OWN.map((name) => ({ name, path: [] })), ...derived(environment), ...declared(environment)];
}

/** Nothing has a name that a part of something else has. */
export function awsNames(environment: Environment): Diagnostic[] {
  const parts = new Map(derived(environment).map(({ name, path }) => [name, path.join(".")]));
  const named = [
    ...declared(environment),
    ...Object.keys(environment.jobs).map((name) => ({ name, path: ["jobs", name] })),
  ];
  return named.flatMap(({ name, path }): Diagnostic[] => {
    const isOwn = OWN.includes(name) || NUMBERED.test(name);
    const owner = isOwn ? "the environment itself" : parts.get(name);
    const message = `\`${name}\` is what a part of ${owner} is called; choose another name`;
    return owner ? [{ path, at: "key", message }] : [];
  });
}
