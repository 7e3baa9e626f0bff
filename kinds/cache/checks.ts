import type { Diagnostic } from "../../language/yaml/tree";
import type { Environment } from "../core/environment";
import { cacheEngineOf } from "./engines";

/** A cache has a version that its engine has. */
export function caches({ caches }: Environment): Diagnostic[] {
  return Object.entries(caches).flatMap(([name, settings]): Diagnostic[] => {
    const { engine, version } = cacheEngineOf(settings);
    const message = engine.versionMistake(version);
    return message === undefined ? [] : [{ path: ["caches", name, "version"], message }];
  });
}
