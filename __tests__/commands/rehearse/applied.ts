import type { Configuration } from "../../../commands/base/synthesized";
import type { Applied, AppliedLayer } from "../../../commands/rehearse/promises/applied";
import type { Environment } from "../../../kinds/core/environment";

type Values = Record<string, unknown>;

/** Resources by address, with their values. */
export type Resources = Record<string, Values>;

/** A layer of `shop-test` whose state has some resources and outputs. */
export function layer(name: string, resources: Resources, outputs: Values = {}, guarded: string[] = []): AppliedLayer {
  return {
    stack: `shop-test-${name}`,
    layer: name,
    configuration: guardedConfiguration(guarded),
    state: {
      values: {
        root_module: {
          resources: Object.entries(resources).map(([address, values]) => {
            const [type = "", rest = ""] = address.split(".");
            return { address, mode: "managed" as const, type, name: rest, values };
          }),
        },
        outputs: Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, { value }])),
      },
    },
  };
}

function guardedConfiguration(addresses: string[]): Configuration {
  const resource: Record<string, Record<string, Values>> = {};
  for (const address of addresses) {
    const [type = "", name = ""] = address.split(".");
    resource[type] = { ...resource[type], [name]: { lifecycle: { prevent_destroy: true } } };
  }
  return { resource };
}

/** The environment `shop-test` after the applies of some layers. */
export function applied(settings: Values, ...layers: AppliedLayer[]): Applied {
  const environment = {
    system: "shop",
    name: "test",
    disposable: false,
    services: {},
    functions: {},
    databases: {},
    extraDatabases: {},
    caches: {},
    fileSystems: {},
    buckets: {},
    loadBalancer: { allow: ["0.0.0.0/0"] },
    ...settings,
  };
  return { environment: environment as unknown as Environment, layers };
}
