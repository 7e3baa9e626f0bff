import { type DrillResult, drill, type Reference, reference } from "./drill";
import type { Interruption } from "./interruptions";
import { Random } from "./random";
import { BOOTSTRAP, CDKTF, DEPLOY, type Work } from "./works";
import type { World } from "./world";

export interface DrillsProps {
  readonly world: World;
  readonly count: number;
  readonly seed: number;
  readonly interruptions: readonly Interruption[];
  readonly say: (text: string) => void;
}

/** A result with the interruption that was chosen. */
export interface NamedResult extends DrillResult {
  readonly work: Work["name"];
  readonly interruption: string;
}

/** Of every five, one by cdktf, and one bootstrap. */
const WORKS: readonly Work[] = [DEPLOY, DEPLOY, CDKTF, DEPLOY, BOOTSTRAP];

/** The first of the accounts of drills; each has one of its own. */
const ACCOUNT = 300_000_000_000;

/** One drill after the other: every kind in turn, at random moments. */
export async function drillAll(props: DrillsProps): Promise<NamedResult[]> {
  const { world, count, seed, interruptions, say } = props;
  const random = new Random(seed);
  const references = new Map<Work, Reference>();
  const results: NamedResult[] = [];
  let account = ACCOUNT;
  for (let number = 1; number <= count; number += 1) {
    const work = WORKS[number % WORKS.length]!;
    const interruption = interruptions[(number - 1) % interruptions.length]!;
    if (!references.has(work)) references.set(work, await reference(world, String(account++), work));
    const { requests, inventory: expected } = references.get(work)!;
    const at = random.between(1, requests);
    const strikes = [{ interruption, at }];
    const result = await drill({ world, account: String(account++), work, strikes, expected });
    results.push({ ...result, work: work.name, interruption: interruption.name });
    const verdict = result.faults.length > 0 ? `FAILED\n${result.faults.join("\n")}` : "held";
    const late = result.struck.length === 0 ? " (it was over)" : "";
    say(`${number}/${count} ${work.name}, ${interruption.name}, at request ${at} of ${requests}: ${verdict}${late}`);
    for (const command of result.followed) say(`    ${command}`);
  }
  return results;
}

/** The results by interruption. */
export function table(results: readonly NamedResult[]): string {
  const names = [...new Set(results.map(({ interruption }) => interruption))];
  const lines = names.map((name) => {
    const own = results.filter(({ interruption }) => interruption === name);
    return `${name}: ${own.filter(({ faults }) => faults.length === 0).length} of ${own.length} held`;
  });
  const held = results.filter(({ faults }) => faults.length === 0).length;
  const struck = results.filter((one) => one.struck.length > 0).length;
  return [...lines, `${held} of ${results.length} held; ${struck} were struck while they ran`].join("\n");
}
