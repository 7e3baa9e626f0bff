import type { Diagnostic } from "../../../language/yaml/tree";
import { KINDS } from "../..";
import type { Environment } from "../environment";
import type { Claim } from "../kind";
import { KIND_NAMES, SECTIONS } from "../sections";
import { PARTS } from "./parts";

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

/** Names that follow from others. */
function derived(environment: Environment): Claim[] {
  return PARTS.flatMap(({ derivedNames }) => derivedNames(environment));
}

/** Names that things have in AWS as they have them in the manifest. */
function declared(environment: Environment): Claim[] {
  return KIND_NAMES.filter((kind) => KINDS[kind].claimsName).flatMap((kind) =>
    Object.keys(environment[SECTIONS[kind]]).map((name) => ({ name, path: [SECTIONS[kind], name] })),
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
