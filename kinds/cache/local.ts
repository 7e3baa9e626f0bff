import { REDIS_PORT } from "../../aws/ports";
import { type KindLocal, none } from "../core/local/kind";
import { literal } from "../core/local/names";
import { SERVER_CHECK } from "../core/local/server-check";
import { cacheEngineOf } from "./engines";

export const cacheLocal: KindLocal = {
  value: (name, attribute) => ({ host: name, port: REDIS_PORT, tls: false })[attribute],
  resources: undefined,
  /** A cache of the same engine and version. */
  server: (environment, name) => {
    const settings = environment.caches[name]!;
    const { engine, version } = cacheEngineOf(settings);
    const { image, client } = engine.local(version);
    const parameters = Object.entries(settings.parameters).flatMap(([key, value]) => [`--${key}`, value]);
    const service = {
      image,
      command: parameters.length > 0 ? parameters.map(literal) : undefined,
      healthcheck: { test: ["CMD", client, "ping"], ...SERVER_CHECK },
    };
    return { service, waitFor: name };
  },
  containers: none,
  published: () => undefined,
  variables: none,
  absent: none,
  endpoint: {
    noun: "cache",
    reachedBy: (_, name) => name,
    layer: "data",
    find: (environment, name) => sdk().findCache(environment, name),
  },
};

/** What asks AWS is loaded when a tunnel asks for it. */
function sdk(): typeof import("./endpoint") {
  return require("./endpoint");
}
