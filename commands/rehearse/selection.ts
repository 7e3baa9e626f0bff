import type { Environment } from "../../kinds/core/environment";
import { environmentName } from "../../kinds/core/names";
import { environmentsUsedBy } from "../../kinds/core/shared-from";
import type { StateSettings } from "../../kinds/core/state";
import type { System } from "../../kinds/core/system";
import { format } from "../../language/diagnostics/diagnostic";
import { knownEnvironments, readDeployments } from "../../manifest/deployments";
import { noEnvironment } from "../base/find-environment";
import { UserError } from "../base/user-error";

/** What is to be rehearsed. */
export interface Selection {
  readonly state: StateSettings;
  readonly systems: readonly System[];
  readonly environments: readonly Environment[];
  /** Modules that all of them have besides those they turn on themselves: a list, or `all`. */
  readonly modules?: string;
}

/** What a rehearsal is called, and the folder of its results: the environment's name, and the modules asked for. */
export function rehearsalName(environment: string, modules: string | undefined): string {
  return [environment, ...(modules?.split(",") ?? [])].map((name) => name.trim()).join("+");
}

/** Full names of the environments that others take things from and that are not among them. */
function missingSources(environments: readonly Environment[]): string[] {
  const names = new Set(environments.map(environmentName));
  const sources = environments.flatMap((one) =>
    environmentsUsedBy(one).map((source) => environmentName({ ...one, name: source })),
  );
  return [...new Set(sources)].filter((source) => !names.has(source));
}

/** The environments, those first that others take things from. */
function inOrder(environments: readonly Environment[]): Environment[] {
  const takes = (environment: Environment) => Math.min(environmentsUsedBy(environment).length, 1);
  return [...environments].sort((one, other) => takes(one) - takes(other));
}

/**
 * Reads the environments that the patterns name; all of them if there are none. All diagnostics are told at once: those
 * of the manifests, and patterns that fit nothing.
 */
export function readEnvironments(root: string, patterns: readonly string[], modules?: string): Selection {
  const { state, systems } = readDeployments(root, patterns.length > 0 ? patterns.join(",") : undefined, modules);
  const each = patterns.length > 0 ? patterns : [undefined];
  const read = each.map((pattern) => ({ pattern, ...readDeployments(root, pattern, modules) }));
  const wrong = read.flatMap(({ pattern, diagnostics, fitsNothing }) =>
    fitsNothing ? noEnvironment(pattern!, knownEnvironments(root, pattern!).names) : diagnostics.map(format),
  );
  if (wrong.length > 0) {
    const isMisused = read.every(({ diagnostics, fitsNothing }) => fitsNothing || diagnostics.length === 0);
    throw new UserError([...new Set(wrong)].join("\n"), isMisused ? 2 : 1);
  }
  const environments = inOrder(systems.flatMap((system) => system.environments));
  return { state, systems, environments, modules };
}

/** Reads the environments that the patterns name, and those that they take things from: these are rehearsed with them. */
export function selectEnvironments(root: string, patterns: readonly string[], modules?: string): Selection {
  const selection = readEnvironments(root, patterns, modules);
  const { environments } = selection;
  if (environments.length === 0) throw new UserError("There is nothing to rehearse: deployments/ has no system yet.");
  const more = missingSources(environments);
  return more.length > 0 ? selectEnvironments(root, [...patterns, ...more], modules) : selection;
}
