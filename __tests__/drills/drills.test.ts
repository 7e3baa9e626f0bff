import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWithTerraform, ROOT } from "../terraform/installed";
import { drill } from "./drill";
import { INTERRUPTIONS } from "./interruptions";
import { Random } from "./random";
import { CDKTF, DEPLOY } from "./works";
import { startWorld, type World } from "./world";

// The short form of npm run drills -- --count 60: one environment that is killed again and again, once in each way. A
// bootstrap's provider waits 50 s for nothing, so those are drilled there, and by each write of the move in
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

  // Mounting a small disk takes a right that not every machine gives.
  const kills = INTERRUPTIONS.filter(({ disk }) => !disk);

  it.each([
    ["npx drydock deploy", DEPLOY, kills],
    ["npx cdktf deploy", CDKTF, kills.filter(({ name }) => name === "Ctrl-C typed in a terminal")],
  ])(
    "%s is continued by what the last messages say, and nothing is lost or made twice",
    async (_what, work, interruptions) => {
      const random = new Random(7);
      const strikes = interruptions.map((interruption) => ({ interruption, at: random.between(10, 60) }));
      const account = work === DEPLOY ? "310000000001" : "310000000002";
      const { faults, struck } = await drill({ world, account, work, strikes });
      expect(faults).toEqual([]);
      expect(struck).toEqual(interruptions.map(({ name }) => name));
    },
    1_800_000,
  );
});
