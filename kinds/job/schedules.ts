import type { Environment } from "../core/environment";

/** Whether any job of an environment has a schedule. */
export function hasSchedules({ jobs }: Environment): boolean {
  return Object.values(jobs).some(({ schedule }) => schedule !== undefined);
}
