import type { CacheEngine } from "./engine";
import { redis } from "./redis";
import { valkey } from "./valkey";

/** The engines of caches, as ElastiCache names them. */
export const CACHE_ENGINES = { redis, valkey } as const satisfies Record<string, CacheEngine>;

/** Name of an engine. */
export type CacheEngineName = keyof typeof CACHE_ENGINES;

/** Names of all engines. */
export const CACHE_ENGINE_NAMES = Object.keys(CACHE_ENGINES) as [CacheEngineName, ...CacheEngineName[]];

/** The engine of a cache, and its version: the manifest's, or else the engine's own default. */
export function cacheEngineOf(settings: { readonly engine: CacheEngineName; readonly version?: string }) {
  const engine: CacheEngine = CACHE_ENGINES[settings.engine];
  return { engine, version: settings.version ?? engine.version };
}
