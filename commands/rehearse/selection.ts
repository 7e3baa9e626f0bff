import { type Deployments, readDeployments, type System } from "../../manifest/deployments";
import { format } from "../../manifest/problem";
import type { Environment } from "../../manifest/schema/environment";
import { UserError } from "../user-error";
import { byDistance } from "./by-distance";

/** What is to be rehearsed. */
export interface Selection {
  readonly state: Deployments["state"];
  readonly systems: readonly System[];
  readonly environments: readonly Environment[];
}

/** `<system>-<environment>`. */
export function fullName({ system, name }: Environment): string {
  return `${system}-${name}`;
}

/** Reads the environments that the patterns name; all of them if there are none. Problems are all told at once. */
export function selectEnvironments(root: string, patterns: readonly string[]): Selection {
  const found = readDeployments(root, patterns.length > 0 ? patterns.join(",") : undefined);
  if (found.problems.length > 0) throw new UserError(found.problems.map(format).join("\n"));
  for (const pattern of patterns) {
    if (readDeployments(root, pattern).systems.length === 0) throw unknown(root, pattern);
  }
  const environments = found.systems.flatMap((system) => system.environments);
  if (environments.length === 0) {
    throw new UserError("There is nothing to rehearse: deployments/ has no system yet.");
  }
  return { state: found.state, systems: found.systems, environments };
}

function unknown(root: string, pattern: string): UserError {
  const known = readDeployments(root).systems.flatMap((system) => system.environments.map(fullName));
  return new UserError(
    `There is no environment ${pattern}; there is ${byDistance(pattern, known).join(", ") || "none"}.`,
    2,
  );
}
