import fc from "fast-check";
import type { FileDiagnostic } from "../../language/diagnostics/diagnostic";
import { type SystemDraft, systems } from "./drafts";
import { manifestOf } from "./manifest";
import { Project } from "./project";
import * as promises from "./promises";

// More of them: FAST_CHECK_RUNS=5000 npx jest __tests__/properties
// One seed by default, so that the test says the same every time. Others: FAST_CHECK_SEED=$RANDOM npx jest __tests__/properties
const RUNS = Number(process.env["FAST_CHECK_RUNS"] ?? 250);
const SEED = Number(process.env["FAST_CHECK_SEED"] ?? 20_261_121);

const project = new Project();
afterAll(() => project.remove());

/** What is wrong with how a problem is told. */
function unclear({ file, line, column, message }: FileDiagnostic): string[] {
  const isClear = message.length > 15 && !/undefined|\[object|NaN|Invalid input/.test(message);
  const isPlaced = /^deployments\/[a-z0-9-]+\.yaml$/.test(file) && line >= 1 && column >= 1;
  return isClear && isPlaced ? [] : [`${file}:${line}:${column}: ${message}`];
}

let tried = 0;
let synthesized = 0;

/** What is wrong with what is made of some manifests: nothing, if they have clear problems or keep every promise. */
function broken(drafts: readonly SystemDraft[]): string[] {
  const deployments = project.read(drafts.map(manifestOf));
  tried += 1;
  if (deployments.diagnostics.length > 0) return deployments.diagnostics.flatMap(unclear);
  const stacks = project.synthesize(deployments);
  synthesized += 1;
  const environments = deployments.systems.flatMap((system) => system.environments);
  return Object.values(promises).flatMap((promise) => promise(stacks, environments));
}

it(`each of ${RUNS} manifests has clear problems, or stacks that keep the promises`, () => {
  const property = fc.property(systems, (drafts) => {
    expect(broken(drafts)).toEqual([]);
  });
  fc.assert(property, { numRuns: RUNS, seed: SEED });
}, 3_600_000);

it("a good part of them has no problems, so that the promises were put to the test", () => {
  expect(synthesized).toBeGreaterThan(tried * 0.4);
});
