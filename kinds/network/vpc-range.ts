import { createHash } from "node:crypto";
import type { Environment } from "../core/environment";

/** Prefix of a range that is chosen here: 4,096 addresses, 256 for each subnet in up to eight zones. */
const PREFIX = 20;
const SIZE = 2 ** (32 - PREFIX);

/** 10.0.0.0/8 (https://www.rfc-editor.org/rfc/rfc1918), but for its first /16, which is everybody's default. */
const FIRST = 10 * 2 ** 24 + 2 ** 16;
const LAST = 11 * 2 ** 24;
const SLOTS = (LAST - FIRST) / SIZE;

function slotRange(slot: number): string {
  const first = FIRST + slot * SIZE;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${PREFIX}`;
}

function slotOf({ system, name }: Environment): number {
  return createHash("sha256").update(`${system}/${name}`).digest().readUInt32BE() % SLOTS;
}

/**
 * Range of an environment's VPC. One that is `auto` follows from the environment's name alone, so that no other
 * environment, come or gone, ever moves it; two that fall on the same range are refused (checks/across.ts).
 */
export function vpcRange(environment: Environment): string {
  const { cidr } = environment.network;
  return cidr === "auto" ? slotRange(slotOf(environment)) : cidr;
}

/** The ranges that could be chosen instead of an environment's own, the next ones first. */
export function otherRanges(environment: Environment): string[] {
  const slot = slotOf(environment);
  return Array.from({ length: SLOTS - 1 }, (_, step) => slotRange((slot + step + 1) % SLOTS));
}
