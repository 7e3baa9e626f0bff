import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { drillAll, table } from "./drills";
import { INTERRUPTIONS } from "./interruptions";
import { startWorld, type World } from "./world";

interface Options {
  readonly count: number;
  readonly seed: number;
  readonly lanes: number;
  readonly only: string;
  readonly report?: string;
}

new Command("npm run drills --")
  .description(
    "Interrupts deploys and bootstraps at random moments, follows what the last messages say, and looks whether everything holds",
  )
  .option("--count <number>", "how many kills", whole, 60)
  .option("--seed <number>", "which moments", whole, 1)
  .option("--lanes <number>", "environments that are drilled at the same time", whole, 1)
  .option("--only <text>", "only kills whose name has this in it", "")
  .option("--report <file>", "append what is said to a file, too")
  .addHelpText("after", `\nKills:\n${INTERRUPTIONS.map(({ name }) => `  ${name}`).join("\n")}\n`)
  .action(main)
  .parseAsync()
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });

async function main({ only, report, ...options }: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "drydock-drills-"));
  const say = (text: string) => {
    console.log(text);
    if (report !== undefined) appendFileSync(report, `${text}\n`);
  };
  let world: World | undefined;
  try {
    world = await startWorld(process.cwd(), folder);
    const interruptions = INTERRUPTIONS.filter(({ name }) => name.includes(only));
    const kills = await drillAll({ ...options, world, interruptions, say });
    say(table(kills));
    if (kills.some(({ held }) => !held)) process.exitCode = 1;
  } finally {
    await world?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function whole(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("Give a whole number from 1.");
  return Number(text);
}
