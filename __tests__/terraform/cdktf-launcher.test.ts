import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Deployment, PARAMETERS } from "./deployment";
import { describeWithTerraform, ROOT } from "./installed";
import type { Run } from "./project";

/** Milliseconds that each answer takes over a network. */
const LATENCY = 100;
const LAUNCHER = join(ROOT, "commands", "cdktf", "launch.js");
const REAL = join(ROOT, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf");
const DEPLOY = ["deploy", "tiny-test-network", "--auto-approve", "--skip-provider-lock"];

describeWithTerraform("cdktf deploy", () => {
  const deployment = new Deployment();
  const { folder } = deployment.project;
  writeFileSync(
    join(folder, "cdktf.json"),
    JSON.stringify({ language: "typescript", app: "node app.js", projectId: "tiny", sendCrashReports: "false" }),
  );

  beforeEach(() => {
    deployment.proxy.latency = 0;
  });

  function start(command: readonly string[], value: string): Run {
    return deployment.project.start(command, { ...deployment.variables, TINY_VALUE: value, CI: "1" });
  }

  /** Deploys over a slow network on a terminal, and does something to it when some parameters are made. */
  function onTerminal(action: string, value: string): Run {
    deployment.proxy.latency = LATENCY;
    const words = value === "one" ? "p1: Creation complete" : "p1: Modifications complete";
    return start(
      ["python3", join(__dirname, "on_terminal.py"), words, action, process.execPath, LAUNCHER, ...DEPLOY],
      value,
    );
  }

  async function succeed(value: string): Promise<void> {
    deployment.proxy.latency = 0;
    const run = start([process.execPath, LAUNCHER, ...DEPLOY], value);
    const code = await run.exitCode;
    expect(`${code}\n${run.output}`).toMatch(/^0\n/);
    await deployment.expectNothingLost("network");
  }

  it("interrupted by a Ctrl-C that is typed, waits until Terraform has written its state, and goes on from there", async () => {
    if ((await deployment.made("network")).length > 0) await deployment.empty();
    const run = onTerminal("type", "one");
    const code = await run.exitCode;
    expect(`${code}\n${run.output}`).toMatch(/^130\n/);
    expect(run.output).toContain("cdktf has ended. Terraform still ends what it has begun in tiny-test-network");
    expect(run.output).toContain("Terraform has written the state of tiny-test-network: nothing is lost.");
    expect(run.output).toContain(`Go on with: npx cdktf ${DEPLOY.join(" ")}`);
    await deployment.expectNothingLost("network");
    const made = await deployment.made("network");
    expect(made.length).toBeGreaterThan(0);
    expect(made.length).toBeLessThan(PARAMETERS);
    await succeed("one");
    expect(await deployment.made("network")).toHaveLength(PARAMETERS);
  }, 600_000);

  it.each([
    ["SIGINT to its process group", "group", "two"],
    ["the terminal's end", "hang-up", "three"],
  ])(
    "interrupted by %s, loses nothing",
    async (_what, action, value) => {
      if ((await deployment.made("network")).length < PARAMETERS) await succeed("one");
      const before = deployment.log("network").length;
      const run = onTerminal(action, value);
      await run.exitCode;
      await deployment.expectNothingLost("network");
      // Terraform had begun to change things when it happened.
      expect(deployment.log("network").slice(before)).toContain("p1: Modifications complete");
      await succeed(value);
    },
    600_000,
  );

  it("refuses while a state could not be written", async () => {
    const stack = join(folder, ".drydock", "stacks", "tiny-test-network");
    mkdirSync(stack, { recursive: true });
    writeFileSync(join(stack, "errored.tfstate"), "{}");
    const run = start([process.execPath, LAUNCHER, ...DEPLOY], "four");
    const code = await run.exitCode;
    expect(`${code}\n${run.output}`).toMatch(/^1\n/);
    const words = run.output.replaceAll(/\s+/g, " ");
    expect(words).toContain("errored.tfstate holds what Terraform has made in tiny-test-network");
    expect(words).toContain("npm run deploy -- tiny-test --layer network --push-errored-state");
    rmSync(join(stack, "errored.tfstate"));
  }, 600_000);
});

it("the real cdktf is where the launcher looks for it", () => {
  expect(require.resolve(REAL)).toBe(REAL);
});
