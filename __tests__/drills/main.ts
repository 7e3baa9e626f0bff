import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { drillAll, table } from "./drills";
import { INTERRUPTIONS } from "./interruptions";
import { startWorld, type World } from "./world";

interface Options {
  readonly count: number;
  readonly seed: number;
  readonly only?: string;
}

new Command("npm run drills --")
  .description(
    "Interrupts deploys and bootstraps at random moments, follows what the last messages say, and looks whether everything holds",
  )
  .option("--count <number>", "how many", whole, 60)
  .option("--seed <number>", "which moments", whole, 1)
  .option("--only <text>", "only interruptions whose name has this in it")
  .addHelpText("after", `\nInterruptions:\n${INTERRUPTIONS.map(({ name }) => `  ${name}`).join("\n")}\n`)
  .action(main)
  .parseAsync()
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });

async function main({ count, seed, only = "" }: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "drydock-drills-"));
  let world: World | undefined;
  try {
    world = await startWorld(process.cwd(), folder);
    const interruptions = INTERRUPTIONS.filter(({ name }) => name.includes(only));
    const results = await drillAll({
      world,
      count,
      seed,
      interruptions,
      say: (text) => console.log(text),
    });
    console.log(`\n${table(results)}`);
    if (results.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
  } finally {
    await world?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("Give a whole number.");
  return Number(text);
}
