import { join, resolve } from "node:path";
import { poolsOf } from "../../../bench/scaling/pools";
import type { PoolSettings } from "../../../bench/scaling/settings";
import type { Stack } from "../../../bench/synthesized";
import { synthesize, type Template } from "../../stacks/template";

const ROOT = resolve(__dirname, "../../..");

/** The project with ways to follow a queue. */
export const FIXTURE = join(ROOT, "__tests__/fixtures/pools");

/** The two layers of an environment that say how it scales */
export function layersOf(environment: string, root = ROOT): { service: Stack; data: Stack } {
  const stacks = synthesize(root);
  return { service: stack(stacks[`${environment}-service`]), data: stack(stacks[`${environment}-data`]) };
}

/** The pools of an environment by the names of their services. */
export function poolsIn(environment: string, root = ROOT): Record<string, PoolSettings> {
  return Object.fromEntries(poolsOf(layersOf(environment, root)).map((pool) => [pool.service, pool]));
}

function stack(template: Template | undefined): Stack {
  return template!.json as unknown as Stack;
}
