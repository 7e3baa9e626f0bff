import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describeWithTerraform } from "./installed";
import { Project, type Run } from "./project";

let project: Project;

afterEach(() => project.remove());

/** Waits until something is so; a test's time limit ends the wait. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(50);
}

/** Everything that a rehearsal may leave are its results: no process, no lock, no working files. */
async function expectNothingLeft(): Promise<void> {
  await until(async () => (await project.processes()).length === 0);
  expect(readdirSync(join(project.folder, ".rehearsal")).sort()).toEqual(["tiny-test", "work"]);
  expect(readdirSync(join(project.folder, ".rehearsal", "work"))).toEqual([]);
}

/** Starts a rehearsal and waits until Terraform applies something with the provider. */
async function startApplying(): Promise<Run> {
  const run = project.drydock(["rehearse", "tiny-test"]);
  await until(() => run.process.exitCode !== null || planFiles().length > 0);
  await until(
    async () => (await project.processes()).filter((line) => /terraform apply|-debug/.test(line)).length === 2,
  );
  return run;
}

/** The folder of the only rehearsal that runs. */
function workFolder(): string {
  const work = join(project.folder, ".rehearsal", "work");
  return join(work, readdirSync(work)[0]!);
}

function planFiles(): string[] {
  const work = join(project.folder, ".rehearsal", "work");
  try {
    return readdirSync(work, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith("plan.json"));
  } catch (error) {
    // It is not there yet, or something in it was moved while this looked.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

describeWithTerraform("a rehearsal that is interrupted", () => {
  beforeEach(() => {
    project = new Project();
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "by %s ends with 130, says so in the summary and leaves no process behind",
    async (signal) => {
      const run = await startApplying();
      run.process.kill(signal);
      expect(await run.exitCode).toBe(130);
      expect(project.summary()).toMatchObject({ ok: false, failure: "interrupted" });
      await expectNothingLeft();
    },
    600_000,
  );

  it("twice ends at once", async () => {
    const run = await startApplying();
    run.process.kill("SIGINT");
    // Two within a second are one, which npm has handed on.
    await sleep(1_100);
    run.process.kill("SIGINT");
    const begin = performance.now();
    expect(await run.exitCode).toBe(130);
    expect(performance.now() - begin).toBeLessThan(2000);
    await until(async () => (await project.processes()).length === 0);
  }, 600_000);

  it("by force leaves no process behind, and the next one cleans up", async () => {
    const run = await startApplying();
    const again = project.drydock(["rehearse", "tiny-test"]);
    expect(await again.exitCode).toBe(1);
    expect(again.output).toContain(`tiny-test is being rehearsed by process ${run.process.pid}`);
    run.process.kill("SIGKILL");
    await until(async () => (await project.processes()).length === 0);
    expect(project.summary()).toMatchObject({ ok: false, failure: "it did not finish" });
    const next = await startApplying();
    next.process.kill("SIGINT");
    await next.exitCode;
    await expectNothingLeft();
  }, 600_000);
});

/** An app whose only stack the provider does not accept. */
const BROKEN_APP = `
const { mkdirSync, writeFileSync } = require("node:fs");
const folder = process.env.CDKTF_OUTDIR + "/stacks/state";
const stack = {
  terraform: { backend: { s3: { bucket: "tiny-states", key: "state.tfstate", region: "us-west-2" } } },
  provider: { aws: [{ region: "us-west-2" }] },
  resource: { aws_s3_bucket: { states: { bucket: "tiny-states", no_such_argument: true } } },
};
mkdirSync(folder, { recursive: true });
writeFileSync(folder + "/cdk.tf.json", JSON.stringify(stack));
const manifest = { stacks: { state: { name: "state", workingDirectory: "stacks/state", dependencies: [] } } };
writeFileSync(process.env.CDKTF_OUTDIR + "/manifest.json", JSON.stringify(manifest));
`;

describeWithTerraform("a rehearsal that loses its emulator", () => {
  it("says so and leaves no process behind", async () => {
    project = new Project();
    const run = await startApplying();
    const { pid } = JSON.parse(readFileSync(join(workFolder(), "emulator.json"), "utf8")) as { pid: number };
    process.kill(pid, "SIGKILL");
    expect(await run.exitCode).toBe(1);
    const sentence = "The emulated AWS has ended before its time (something killed it); rehearse again.";
    expect(run.output).toContain(sentence);
    expect(project.summary()).toMatchObject({ ok: false, failure: sentence });
    await expectNothingLeft();
  }, 120_000);
});

describeWithTerraform("a rehearsal whose step fails", () => {
  it("shows Terraform's words, keeps its logs and leaves no process behind", async () => {
    project = new Project("node broken-app.js");
    writeFileSync(join(project.folder, "broken-app.js"), BROKEN_APP);
    const run = project.drydock(["rehearse"]);
    expect(await run.exitCode).toBe(1);
    const words =
      /terraform plan failed in state:\nError: Extraneous JSON object property\n.* on cdk\.tf\.json line 1/s;
    expect(run.output).toMatch(words);
    expect(project.summary()).toMatchObject({ ok: false, stacks: [], failure: expect.stringMatching(words) });
    const results = readdirSync(join(project.folder, ".rehearsal", "tiny-test"), { recursive: true });
    expect(results.sort()).toEqual(["emulator.log", "state", "state/terraform.log", "summary.json"]);
    await expectNothingLeft();
  }, 120_000);
});

describeWithTerraform("a rehearsal that cannot begin", () => {
  it("because the stacks cannot be synthesized shows why, and leaves no process behind", async () => {
    project = new Project("echo the app is broken; exit 3");
    const run = project.drydock(["rehearse"]);
    expect(await run.exitCode).toBe(1);
    expect(run.output).toContain(
      "The stacks could not be synthesized (echo the app is broken; exit 3):\nthe app is broken",
    );
    expect(project.summary()).toMatchObject({
      ok: false,
      stacks: [],
      failure: expect.stringContaining("the app is broken"),
    });
    await expectNothingLeft();
  }, 600_000);

  it("because a manifest is wrong tells all problems and touches nothing", async () => {
    project = new Project();
    writeFileSync(
      join(project.folder, "deployments", "tiny.yaml"),
      "system: tiny\nregoin: us-west-2\nenvironments: { test: { disposabel: true } }\n",
    );
    const run = project.drydock(["rehearse"]);
    expect(await run.exitCode).toBe(1);
    expect(run.output).toMatch(/deployments\/tiny\.yaml:2:1 regoin: .*region/);
    expect(run.output).toMatch(/deployments\/tiny\.yaml:3:\d+ environments\.test\.disposabel: .*disposable/);
    expect(existsSync(join(project.folder, ".rehearsal"))).toBe(false);
  }, 600_000);

  /** A PATH with some programs only. */
  function path(programs: Record<string, string>): Record<string, string> {
    const folder = join(project.folder, "bin");
    mkdirSync(folder);
    symlinkSync("/bin/sh", join(folder, "sh"));
    symlinkSync(process.execPath, join(folder, "node"));
    for (const [name, script] of Object.entries(programs)) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(folder, name), 0o755);
    }
    return { PATH: folder };
  }

  const realPath = process.env["PATH"];
  const terraform = `PATH='${realPath}' exec terraform "$@"`;
  // By its own path, so that it finds no other program's moto on PATH.
  const { stdout: executable } = spawnSync("python3", ["-c", "import sys; print(sys.executable, end='')"], {
    encoding: "utf8",
  });
  const python = `exec '${executable}'`;
  const noTerraform =
    /Terraform [0-9.]+ is not on PATH and could not be fetched .*: look at what DRYDOCK_TERRAFORM_MIRROR names/;
  /** Nothing can be fetched. */
  const nowhere = { DRYDOCK_TERRAFORM_MIRROR: "/nowhere", PIP_NO_INDEX: "1", PIP_FIND_LINKS: "/nowhere" };

  it.each([
    ["Terraform", { python3: `${python} "$@"` }, noTerraform],
    ["Python", { terraform }, /^Python is missing for the emulated AWS, .*: install it with apt-get install python3/m],
    ["moto", { terraform, python3: `${python} -S "$@"` }, /Python packages could not be installed, because .* has no /],
    [
      "a recent Terraform",
      { terraform: `echo '{"terraform_version":"1.5.7"}'`, python3: `${python} "$@"` },
      noTerraform,
    ],
  ])(
    "for want of %s says in a sentence what to install",
    async (_what, programs, sentence) => {
      project = new Project();
      const run = project.drydock(["rehearse"], { ...nowhere, ...path(programs as Record<string, string>) });
      expect(await run.exitCode).toBe(1);
      expect(run.output).toMatch(sentence);
      expect(run.output).not.toMatch(/\n\s+at /);
      expect(project.summary()).toMatchObject({ ok: false, failure: expect.stringMatching(sentence) });
      await expectNothingLeft();
    },
    600_000,
  );
});
