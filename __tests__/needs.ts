import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type NEEDS from "./jest/needs.json";

/** Something that tests ask for and not every machine has. */
type Need = keyof typeof NEEDS;

/**
 * Whether tests that need something run: where it is, and in CI in any case, where they fail without it. What is
 * missing is said when all tests have run.
 */
export function has(need: Need, isThere: boolean, reason?: string): boolean {
  if (isThere || process.env["CI"]) return true;
  const { testPath } = expect.getState();
  const line = JSON.stringify({ path: testPath, need, reason });
  appendFileSync(join(process.env["DRYDOCK_TEST_RUN"]!, "missing.jsonl"), `${line}\n`);
  return false;
}
