import { join, resolve } from "node:path";
import type { Environment } from "../../kinds/core/environment";
import type { System } from "../../kinds/core/system";
import { type User, usersOf } from "../../kinds/core/users";
import { readDeployments } from "../../manifest/deployments";
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
  /** All environments of the same system. */
  readonly ofSystem: () => readonly Deployed[];
}

/** Every environment of every system, synthesized anew. */
export function everyEnvironment(): Deployed[] {
  return PROJECTS.flatMap((root) => {
    const stacks = synthesize(root);
    const values = new Values(stacks);
    const environments = readDeployments(root).systems.flatMap((system) => system.environments);
    const deployed = environments.map((environment): Deployed => {
      const name = `${environment.system}-${environment.name}`;
      const layers = Object.fromEntries(LAYERS.map((layer) => [layer, stacks[`${name}-${layer}`]!]));
      const own = { ...layers, registry: stacks[`${environment.system}-registry`]! } as Deployed["stacks"];
      const ofSystem = () => deployed.filter((other) => other.environment.system === environment.system);
      return { name, environment, ...whereIs(own.data), stacks: own, values, ofSystem };
    });
    return deployed;
  });
}

/** A system with pipelines, and the stack that was synthesized for them. */
export interface Delivered {
  readonly system: System;
  readonly account: string;
  readonly region: string;
  readonly stack: Template;
  readonly values: Values;
}

/** Every system with pipelines, synthesized anew. */
export function everyDelivery(): Delivered[] {
  return PROJECTS.flatMap((root) => {
    const { systems } = readDeployments(root);
    return systems
      .filter(({ pipelines }) => Object.keys(pipelines).length > 0)
      .map((system): Delivered => {
        const stacks = synthesize(root, system.name);
        const stack = stacks[`${system.name}-pipelines`]!;
        return { system, ...whereIs(stack), stack, values: new Values(stacks) };
      });
  });
}

/** A row of a table of tests: name, environment, and the name in the manifest of something that has `uses`. */
type Row = [name: string, deployed: Deployed, user: string];

/** The services and functions of environments. */
export function everyUser(world: readonly Deployed[], section?: User["section"]): Row[] {
  return world.flatMap((deployed) =>
    usersOf(deployed.environment)
      .filter((user) => section === undefined || user.section === section)
      .map(({ name }): Row => [`${deployed.name} ${name}`, deployed, name]),
  );
}

/** The services of environments. */
export function everyService(world: readonly Deployed[]): Row[] {
  return everyUser(world, "services");
}
