import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

const folder = mkdtempSync(join(tmpdir(), "drydock-cdktf-output-"));
const project = join(folder, "project");
cpSync(join(ROOT, "__tests__/fixtures/everything"), project, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

/** Synthesizes as `cdktf synth` does. */
function synthesize(output: string, variables: Record<string, string> = {}): string {
  const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "launcher/synth.js")], {
    cwd: project,
    env: { ...process.env, ...variables, CDKTF_OUTDIR: join(folder, output) },
    encoding: "utf8",
  });
  return stdout + stderr;
}

/** The text of every file that was synthesized. */
function files(output: string): Record<string, string> {
  const entries = readdirSync(join(folder, output), { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.sort().map((path) => [path.slice(folder.length + output.length + 2), text(path)]));
}

function text(path: string): string {
  return readFileSync(path, "utf8");
}

const FORMS: Record<string, string>[] = [{}, { SYNTH_HCL_OUTPUT: "true" }];

test.each(FORMS)("what is made faster is the same byte for byte, with %p", (form) => {
  expect(synthesize("fast", form)).toBe("");
  expect(synthesize("plain", { ...form, DRYDOCK_PLAIN_CDKTF: "1" })).toBe("");
  const plain = files("plain");
  expect(Object.keys(plain).length).toBeGreaterThan(10);
  expect(files("fast")).toEqual(plain);
});

test("an error in one environment leaves what was synthesized before as it was", () => {
  synthesize("once");
  const before = files("once");
  rmSync(join(project, "docker/gateway"), { recursive: true });
  expect(synthesize("once")).toContain("docker/gateway");
  expect(files("once")).toEqual(before);
});
