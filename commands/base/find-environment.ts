import type { Environment } from "../../kinds/core/environment";
import { environmentName } from "../../kinds/core/names";
import { format } from "../../language/diagnostics/diagnostic";
import { suggestion } from "../../language/diagnostics/nearest";
import { knownEnvironments, readDeployments } from "../../manifest/deployments";
import { UserError } from "./user-error";

/** An environment as its manifest describes it. */
export interface FoundEnvironment {
  readonly environment: Environment;
  /** The manifest, within the project. */
  readonly file: string;
}

/**
 * The environment with this name, `<system>-<environment>`. What is wrong elsewhere does not matter. Exit code 2 if there
 * is no such name, 1 if its manifest has diagnostics.
 */
export function findEnvironment(name: string): FoundEnvironment {
  const root = process.cwd();
  const { systems, diagnostics } = readDeployments(root, name);
  for (const { file, environments } of systems) {
    const environment = environments.find((one) => environmentName(one) === name);
    if (environment) return { environment, file };
  }
  const { names, unread } = knownEnvironments(root, name);
  const wrong = names.includes(name) ? diagnostics : unread;
  if (wrong.length > 0) throw new UserError(wrong.map(format).join("\n"));
  throw new UserError(noEnvironment(name, names), 2);
}

/** That no environment has a name, and which have; of those of a system if it is a system's name. */
export function noEnvironment(name: string, known: readonly string[]): string {
  const ofSystem = known.filter((one) => one.startsWith(`${name}-`));
  const advice = suggestion(name, ofSystem.length > 0 ? ofSystem : known, "deployments/ is empty");
  return `There is no environment ${name}; ${advice}`;
}
