import { readDeployments, type StateSettings, type System } from "../../manifest/deployments";
import { format } from "../../manifest/problem";
import type { Environment } from "../../manifest/schema/environment";
import { UserError } from "../user-error";

/** What is to be rehearsed. */
export interface Selection {
  readonly state: StateSettings;
  readonly systems: readonly System[];
  readonly environments: readonly Environment[];
  /** Modules that all of them have besides those they turn on themselves: a list, or `all`. */
  readonly modules?: string;
}

/** `<system>-<environment>`. */
export function fullName({ system, name }: Environment): string {
  return `${system}-${name}`;
}

/** What a rehearsal is called, and the folder of its results: the environment's name, and the modules asked for. */
export function rehearsalName(environment: string, modules: string | undefined): string {
  return [environment, ...(modules?.split(",") ?? [])].map((name) => name.trim()).join("+");
}

/**
 * Reads the environments that the patterns name; all of them if there are none. All problems are told at once: those
 * of the manifests, and patterns that fit nothing.
 */
export function selectEnvironments(root: string, patterns: readonly string[], modules?: string): Selection {
  const { state, systems } = readDeployments(root, patterns.length > 0 ? patterns.join(",") : undefined, modules);
  const each = patterns.length > 0 ? patterns : [undefined];
  const problems = each.flatMap((pattern) => readDeployments(root, pattern, modules).problems.map(format));
  if (problems.length > 0) throw new UserError([...new Set(problems)].join("\n"));
  const environments = systems.flatMap((system) => system.environments);
  if (environments.length === 0) throw new UserError("There is nothing to rehearse: deployments/ has no system yet.");
  return { state, systems, environments, modules };
}
