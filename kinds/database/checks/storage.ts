import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";

/** RDS wants at least 10 % between storage and its limit (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html). */
export function storage({ databases }: Environment): Diagnostic[] {
  return Object.entries(databases).flatMap(([name, { storage, maxStorage }]) => {
    const least = Math.ceil((storage * 11) / 10);
    const message = `\`${maxStorage}\` is too near to the storage of ${storage} GiB; use at least ${least}`;
    return maxStorage !== undefined && maxStorage < least ? [{ path: ["databases", name, "maxStorage"], message }] : [];
  });
}
