import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWithTerraform, ROOT } from "../terraform/installed";
import { drill, reference } from "./drill";
import { INTERRUPTIONS } from "./interruptions";
import { Random } from "./random";
import { SMALL } from "./site";
import { DEPLOY } from "./works";
import { startWorld, type World } from "./world";

// The short form: one deploy that is interrupted again and again, once in each way. npm run drills -- --count 60 is the
// long one. A bootstrap's provider waits 50 s for nothing, so those are drilled there, and by each write of the move in
// __tests__/terraform/bootstrap.test.ts.
describeWithTerraform("a deploy that is interrupted again and again", () => {
  const folder = mkdtempSync(join(tmpdir(), "drydock-drills-"));
  let world: World;

  beforeAll(async () => {
    world = await startWorld(ROOT, folder);
  }, 600_000);
  afterAll(async () => {
    await world.stop();
    rmSync(folder, { recursive: true });
  });

  it("is continued by what the last messages say, and nothing is lost or made twice", async () => {
    // Mounting a small disk takes a right that not every machine gives.
    const interruptions = INTERRUPTIONS.filter(({ disk }) => !disk);
    const random = new Random(7);
    const strikes = interruptions.map((interruption) => ({ interruption, at: random.between(10, 120) }));
    const { inventory: expected } = await reference(world, "310000000001", DEPLOY, SMALL);
    const result = await drill({
      world,
      account: "310000000002",
      work: DEPLOY,
      strikes,
      expected,
      manifest: SMALL,
    });
    expect(result.faults).toEqual([]);
    expect(result.struck).toEqual(interruptions.map(({ name }) => name));
  }, 1_800_000);
});
