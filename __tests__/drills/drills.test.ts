import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Processes } from "../../commands/process/processes";
import { cleanVariables } from "../../commands/rehearse/account";
import { startEmulator } from "../../commands/rehearse/emulator";
import { describeWithTerraform, ROOT } from "../terraform/installed";
import { drill, reference } from "./drill";
import { INTERRUPTIONS } from "./interruptions";
import { Random } from "./random";
import { SMALL } from "./site";

// The short form: one deploy that is interrupted again and again, once in each way. npm run drills -- --count 60 is the
// long one. A bootstrap's provider waits 50 s for nothing, so those are drilled there, and by each write of the move in
// __tests__/terraform/bootstrap.test.ts.
describeWithTerraform("a deploy that is interrupted again and again", () => {
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

  it("is continued by what the last messages say, and nothing is lost or made twice", async () => {
    // Mounting a small disk takes a right that not every machine gives.
    const interruptions = INTERRUPTIONS.filter(({ disk }) => !disk);
    const random = new Random(7);
    const strikes = interruptions.map((interruption) => ({ interruption, at: random.between(10, 120) }));
    const { inventory: expected } = await reference(endpoint, "310000000001", "deploy", SMALL);
    const result = await drill({
      emulator: endpoint,
      account: "310000000002",
      work: "deploy",
      strikes,
      expected,
      manifest: SMALL,
    });
    expect(result.faults).toEqual([]);
    expect(result.struck).toEqual(interruptions.map(({ name }) => name));
  }, 1_800_000);
});
