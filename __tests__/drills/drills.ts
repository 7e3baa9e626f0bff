import { type Drill, drill, reference } from "./drill";
import type { Interruption } from "./interruptions";
import { Random } from "./random";
import { BOOTSTRAP, CDKTF, DEPLOY, type Work } from "./works";
import type { World } from "./world";

export interface DrillsProps {
  readonly world: World;
  /** Kills that are to strike while something runs. */
  readonly count: number;
  readonly seed: number;
  /** Drills that go on at the same time. */
  readonly lanes: number;
  readonly interruptions: readonly Interruption[];
  readonly say: (text: string) => void;
}

/** A kill, and whether all held after it and those of the same environment. */
export interface Kill {
  readonly work: Work["name"];
  readonly interruption: string;
  readonly held: boolean;
}

/** Of every six environments, one by cdktf, and one account that is bootstrapped. */
const WORKS: readonly Work[] = [DEPLOY, DEPLOY, CDKTF, DEPLOY, DEPLOY, BOOTSTRAP];

/** Kills of one environment, each of what was resumed after the one before: two early ones and one that is late. */
const CHAIN = 3;

/** The first of the accounts of drills; each has one of its own. */
const ACCOUNT = 300_000_000_000;

/** One environment after the other: every kind of kill in turn, at random moments. */
export async function drillAll(props: DrillsProps): Promise<Kill[]> {
  const { world, count, seed, lanes, interruptions, say } = props;
  const random = new Random(seed);
  const kills: Kill[] = [];
  let account = ACCOUNT;
  let environments = 0;
  let kinds = 0;
  const references = new Map(
    WORKS.map((work) => [work, once(() => reference(world, String(account++), work, say))] as const),
  );
  const lane = async (): Promise<void> => {
    while (kills.length < count) {
      const work = WORKS[environments++ % WORKS.length]!;
      const own = String(account++);
      const chosen = Array.from({ length: CHAIN }, () => interruptions[kinds++ % interruptions.length]!);
      const moments = chosen.map(() => random.next());
      const { requests, inventory } = await references.get(work)!();
      // The way on from cdktf may lead over drydock deploy, which deploys the other layers, too.
      const expected = work === CDKTF ? undefined : inventory;
      const strikes = chosen.map((interruption, index) => ({
        interruption,
        at: 1 + Math.floor((moments[index]! * requests) / CHAIN),
      }));
      const result = await drill({ world, account: own, work, strikes, expected });
      const held = result.faults.length === 0;
      kills.push(...result.struck.map((interruption) => ({ work: work.name, interruption, held })));
      say([...words(work, result), `${kills.length} of ${count} kills so far`].join("\n"));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return kills;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function words(work: Work, { followed, faults }: Drill): string[] {
  const steps = followed.map(({ command, exitCode, strike, message }) => {
    const struck = strike ? `, at request ${strike.at}: ${strike.interruption.name}` : "";
    const said = faults.length > 0 ? `\n${message.trim().replaceAll(/^/gm, "    ")}` : "";
    return `  ${command} (${exitCode}${struck})${said}`;
  });
  return [`${work.name}: ${faults.length === 0 ? "held" : "FAILED"}`, ...steps, ...faults];
}

/** The kills by kind, as a table of Markdown. */
export function table(kills: readonly Kill[]): string {
  const works = [...new Set(kills.map(({ work }) => work))];
  const kinds = [...new Set(kills.map(({ interruption }) => interruption))];
  const cell = (own: readonly Kill[]) =>
    own.length === 0 ? "" : `${own.filter(({ held }) => held).length} of ${own.length}`;
  const row = (name: string, own: readonly Kill[]) =>
    `| ${[name, ...works.map((work) => cell(own.filter((one) => one.work === work))), cell(own)].join(" | ")} |`;
  return [
    `| resumed, and all held, after | ${works.join(" | ")} | all |`,
    `|---|${works.map(() => "---|").join("")}---|`,
    ...kinds.map((kind) =>
      row(
        kind,
        kills.filter(({ interruption }) => interruption === kind),
      ),
    ),
    row("all", kills),
  ].join("\n");
}
