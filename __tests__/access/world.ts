import { join, resolve } from "node:path";
import { readDeployments } from "../../manifest/deployments";
import type { Environment } from "../../manifest/schema/environment";
import { synthesize, type Template } from "../stacks/template";
import { Values, whereIs } from "./values";

const ROOT = resolve(__dirname, "../..");

/** The project's own systems, and one that uses every kind of the manifest at every level. */
const PROJECTS = [ROOT, join(ROOT, "__tests__", "fixtures", "everything")];

/** The layers of an environment. */
const LAYERS = ["network", "data", "service", "operations"] as const;

/** An environment, and the stacks that were synthesized for it. */
export interface Deployed {
  /** `<system>-<environment>`. */
  readonly name: string;
  readonly environment: Environment;
  readonly account: string;
  readonly region: string;
  readonly stacks: Readonly<Record<(typeof LAYERS)[number] | "registry", Template>>;
  readonly values: Values;
}

/** Every environment of every system, synthesized anew. */
export function everyEnvironment(): Deployed[] {
  return PROJECTS.flatMap((root) => {
    const stacks = synthesize(root);
    const values = new Values(stacks);
    const environments = readDeployments(root).systems.flatMap((system) => system.environments);
    return environments.map((environment): Deployed => {
      const name = `${environment.system}-${environment.name}`;
      const layers = Object.fromEntries(LAYERS.map((layer) => [layer, stacks[`${name}-${layer}`]!]));
      const own = { ...layers, registry: stacks[`${environment.system}-registry`]! } as Deployed["stacks"];
      return { name, environment, ...whereIs(own.data), stacks: own, values };
    });
  });
}

/** The services of environments, as rows of a table of tests: name, environment, service. */
export function everyService(world: readonly Deployed[]): [name: string, deployed: Deployed, service: string][] {
  return world.flatMap((deployed) =>
    Object.keys(deployed.environment.services).map((service): [string, Deployed, string] => [
      `${deployed.name} ${service}`,
      deployed,
      service,
    ]),
  );
}
