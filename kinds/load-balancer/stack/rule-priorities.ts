import { createHash } from "node:crypto";

/** Highest priority of a listener rule (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html). */
const LAST = 50_000;

/**
 * Priorities of listener rules, by host. Each follows from the host alone, so that a new host leaves the other rules
 * as they are; two hosts that fall on the same number take the next free one. The first ones may be reserved.
 */
export function rulePriorities(hosts: readonly string[], reserved = 0): Record<string, number> {
  const taken = new Set(Array.from({ length: reserved }, (_, index) => index + 1));
  const priorities: Record<string, number> = {};
  for (const host of [...hosts].sort()) {
    let priority = (createHash("sha256").update(host).digest().readUInt32BE() % LAST) + 1;
    while (taken.has(priority)) priority = (priority % LAST) + 1;
    taken.add(priority);
    priorities[host] = priority;
  }
  return priorities;
}
