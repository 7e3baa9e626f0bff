import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Processes } from "../../commands/process/processes";
import { cleanVariables } from "../../commands/rehearse/account";
import { startEmulator } from "../../commands/rehearse/emulator";
import { describeWithTerraform, ROOT } from "../terraform/installed";
import { drillAll } from "./drills";
import { INTERRUPTIONS } from "./interruptions";

// The short form; npm run drills -- --count 60 is the long one. A bootstrap's provider waits 50 s for nothing, so
// those are drilled there, and by each write of the move in __tests__/terraform/bootstrap.test.ts.
describeWithTerraform("a deploy that is interrupted", () => {
  const folder = mkdtempSync(join(tmpdir(), "drydock-drills-"));
  const processes = new Processes({ watched: true });
  let endpoint: string;

  beforeAll(async () => {
    const variables = cleanVariables(process.env);
    ({ endpoint } = await startEmulator({ root: ROOT, folder, processes, variables }));
  }, 600_000);
  afterAll(async () => {
    await processes.stop();
    rmSync(folder, { recursive: true });
  });

  it("is continued by what the last message says, in whichever of these ways it was interrupted", async () => {
    // Mounting a small disk takes a right that not every machine gives.
    const interruptions = INTERRUPTIONS.filter(({ disk }) => !disk);
    const results = await drillAll({
      emulator: endpoint,
      count: interruptions.length,
      seed: 7,
      interruptions,
      works: ["deploy"],
      say: () => {},
    });
    expect(results.filter(({ faults }) => faults.length > 0)).toEqual([]);
    expect(results.every(({ struck }) => struck)).toBe(true);
  }, 1_800_000);
});
