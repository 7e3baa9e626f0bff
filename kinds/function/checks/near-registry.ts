import type { EnvironmentDiagnostic } from "../../core/checks/across";
import type { Environment } from "../../core/environment";

/** Where a system's images are. */
export interface RegistryPlace {
  readonly region: string;
  readonly account?: string;
}

/** Lambda pulls images in its own region only (https://docs.aws.amazon.com/lambda/latest/dg/images-create.html), and our repositories let in functions of their own account. */
export function nearRegistry(registry: RegistryPlace, environment: Environment): EnvironmentDiagnostic[] {
  return (["region", "account"] as const).flatMap((where) => {
    const [own, other] = [environment[where], registry[where]];
    if (own === undefined || other === undefined || own === other) return [];
    return Object.keys(environment.functions).map((name): EnvironmentDiagnostic => {
      const message = `runs in ${where} ${own}, and the system's images are in ${other}, from where Lambda does not take them; run it as a service, or in an environment there`;
      return { environment, diagnostic: { path: ["functions", name], at: "key", message } };
    });
  });
}
