import type { Environment } from "../../kinds/core/environment";
import { environmentName } from "../../kinds/core/names";
import { format } from "../../language/diagnostics/diagnostic";
import { suggestion } from "../../language/diagnostics/nearest";
import { readDeployments } from "../../manifest/deployments";
import { UserError } from "../user-error";

/** The environment with this name, `<system>-<environment>`, as its manifest describes it. */
export function findEnvironment(name: string): Environment {
  const { systems, diagnostics } = readDeployments(process.cwd());
  const named = new Map<string, Environment>(
    systems.flatMap(({ environments }) =>
      environments.map((environment) => [environmentName(environment), environment] as const),
    ),
  );
  const found = named.get(name);
  if (found) return found;
  if (diagnostics.length > 0) {
    throw new UserError(
      [`No environment ${name} in manifests without diagnostics:`, ...diagnostics.map(format)].join("\n"),
    );
  }
  throw new UserError(
    `There is no environment ${name}; ${suggestion(name, [...named.keys()], "deployments/ is empty")}`,
    2,
  );
}
