import { suggestion } from "../../../language/diagnostics/nearest";
import type { Diagnostic, Step } from "../../../language/yaml/tree";
import { KINDS } from "../..";
import { frontContainer } from "../../service/containers";
import type { Level } from "../../service/settings";
import type { Environment } from "../environment";
import { KIND_NAMES, type KindName, kindOf, SECTIONS } from "../sections";
import { type User, usersOf } from "../users";

function usable(environment: Environment, user: string): string[] {
  return KIND_NAMES.flatMap((kind) => Object.keys(environment[SECTIONS[kind]])).filter((name) => name !== user);
}

/** What is wrong with levels that are given for each prefix of a bucket. */
function prefixDiagnostics(
  environment: Environment,
  path: readonly Step[],
  resource: string,
  uses: Readonly<Record<string, string>>,
): Diagnostic[] {
  const known = environment.buckets[resource]?.prefixes;
  if (known === undefined) {
    return [{ path, message: "is a map, and only buckets are used prefix by prefix; write a level" }];
  }
  if (Object.keys(uses).length === 0) {
    return [{ path, message: "is empty; write a level for a prefix, or take this line out" }];
  }
  return Object.entries(uses).flatMap(([prefix, level]): Diagnostic[] => {
    if (!known.includes(prefix)) {
      const advice = suggestion(prefix, known, `add it to \`prefixes\` of buckets.${resource}`);
      return [{ path: [...path, prefix], at: "key", message: `the bucket has no prefix \`${prefix}\`; ${advice}` }];
    }
    return levelDiagnostics("bucket", level, [...path, prefix]);
  });
}

function levelDiagnostics(kind: KindName, level: string, path: readonly Step[]): Diagnostic[] {
  const { levels } = KINDS[kind];
  return levels.includes(level)
    ? []
    : [{ path, message: `\`${level}\` is no level of access to a ${kind}; ${suggestion(level, levels, "")}` }];
}

function entryDiagnostic(environment: Environment, user: User, resource: string, level: Level): Diagnostic[] {
  const path = [user.section, user.name, "uses", resource];
  const kind = kindOf(environment, resource);
  if (kind === undefined) {
    const advice = suggestion(resource, usable(environment, user.name), "there is nothing to use");
    return [{ path, at: "key", message: `there is no \`${resource}\` to use; ${advice}` }];
  }
  if (kind === "service" && frontContainer(resource, environment.services[resource]!) === undefined) {
    const message = `the service \`${resource}\` listens on no port; give it a \`port\`, or take this line out`;
    return [{ path, at: "key", message }];
  }
  if (resource === user.name) {
    return [{ path, at: "key", message: `a ${user.noun} needs no access to itself; take this line out` }];
  }
  return typeof level === "string"
    ? levelDiagnostics(kind, level, path)
    : prefixDiagnostics(environment, path, resource, level);
}

/** `uses` names what exists, at a level that its kind has. */
export function uses(environment: Environment): Diagnostic[] {
  return usersOf(environment).flatMap((user) =>
    Object.entries(user.uses).flatMap(([resource, level]) => entryDiagnostic(environment, user, resource, level)),
  );
}
