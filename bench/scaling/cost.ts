import { BenchmarkError } from "../benchmark-error";
import type { PoolSettings } from "./settings";

/** USD of Fargate, Linux on x86 in us-east-1, for an hour (https://aws.amazon.com/fargate/pricing/, November 2026). */
const VCPU_HOUR = 0.04048;
const GIB_HOUR = 0.004445;

/** USD of an instance, Linux on demand in us-east-1, for an hour (https://aws.amazon.com/ec2/pricing/on-demand/, November 2026). */
const INSTANCE_HOUR: Readonly<Record<string, number>> = {
  "m4.xlarge": 0.2,
  "m6i.xlarge": 0.192,
  "t2.small": 0.023,
};

/**
 * What Spot costs of the full price. It changes by the hour; AWS says "up to 70 % off" of Fargate
 * (https://aws.amazon.com/fargate/pricing/) and "up to 90 %" of instances (https://aws.amazon.com/ec2/spot/pricing/).
 */
const SPOT = 0.3;

/** USD of one task for an hour. */
export function taskHour({ task, instance, spot }: PoolSettings): number {
  const full = instance ? instanceHour(instance) : task.vcpu * VCPU_HOUR + task.memory * GIB_HOUR;
  return full * (spot ? SPOT : 1);
}

function instanceHour(type: string): number {
  const price = INSTANCE_HOUR[type];
  if (price === undefined)
    throw new BenchmarkError(`The price of ${type} is not known; add it to bench/scaling/cost.ts.`);
  return price;
}
