import { type DrillResult, drill, type Reference, reference, type Work } from "./drill";
import type { Interruption } from "./interruptions";
import { Random } from "./random";

export interface DrillsProps {
  /** Address of the emulator. */
  readonly emulator: string;
  readonly count: number;
  readonly seed: number;
  readonly interruptions: readonly Interruption[];
  /** @default - a bootstrap for every five */
  readonly works?: readonly Work[];
  readonly say: (text: string) => void;
}

/** The first of the accounts of drills; each has one of its own. */
const ACCOUNT = 300_000_000_000;

/** One drill after the other: every kind in turn, at random moments. */
export async function drillAll(props: DrillsProps): Promise<DrillResult[]> {
  const { emulator, count, seed, interruptions, say } = props;
  const works = props.works ?? ["deploy", "deploy", "deploy", "deploy", "bootstrap"];
  const random = new Random(seed);
  const references = new Map<Work, Reference>();
  const results: DrillResult[] = [];
  let account = ACCOUNT;
  for (let number = 1; number <= count; number += 1) {
    const work = works[number % works.length]!;
    const interruption = interruptions[(number - 1) % interruptions.length]!;
    if (!references.has(work)) references.set(work, await reference(emulator, String(account++), work));
    const { requests, inventory: expected } = references.get(work)!;
    const at = random.between(1, requests);
    const result = await drill({ emulator, account: String(account++), work, interruption, at, expected });
    results.push(result);
    const verdict =
      result.faults.length > 0 ? `FAILED\n${result.faults.join("\n")}` : result.struck ? "held" : "held (it was over)";
    say(`${number}/${count} ${work}, ${interruption.name}, at request ${at} of ${requests}: ${verdict}`);
    for (const command of result.followed) say(`    ${command}`);
  }
  return results;
}

/** The results by interruption. */
export function table(results: readonly DrillResult[]): string {
  const names = [...new Set(results.map(({ interruption }) => interruption))];
  const lines = names.map((name) => {
    const own = results.filter(({ interruption }) => interruption === name);
    return `${name}: ${own.filter(({ faults }) => faults.length === 0).length} of ${own.length} held`;
  });
  const held = results.filter(({ faults }) => faults.length === 0).length;
  const struck = results.filter((one) => one.struck).length;
  return [...lines, `${held} of ${results.length} held; ${struck} were struck while they ran`].join("\n");
}
