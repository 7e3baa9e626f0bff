import type { PoolSettings } from "./settings";

/** USD of Fargate, Linux on x86 in us-east-1, for an hour (https://aws.amazon.com/fargate/pricing/, November 2026). */
const VCPU_HOUR = 0.04048;
const GIB_HOUR = 0.004445;

/** What Spot costs of the full price: it changes, and AWS says "up to 70 % off" (https://aws.amazon.com/fargate/pricing/). */
const SPOT = 0.3;

/** USD of one task for an hour. */
export function taskHour({ task }: PoolSettings): number {
  return (task.vcpu * VCPU_HOUR + task.memory * GIB_HOUR) * (task.spot ? SPOT : 1);
}
