import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Deployment, PARAMETERS, until } from "./deployment";
import { describeWithTerraform } from "./installed";
import type { Run } from "./project";

/** Milliseconds that each answer takes over a network. */
const LATENCY = 100;

const NOTHING = "nothing";

describeWithTerraform("drydock deploy", () => {
  const deployment = new Deployment();
  const errored = () => join(deployment.project.folder, ".drydock/stacks/tiny-test-network/errored.tfstate");

  /** What the test before has left behind: the value that layers are deployed with, or nothing that can be relied on. */
  let found: string | undefined;
  let left: string | undefined = NOTHING;

  beforeEach(() => {
    deployment.proxy.latency = 0;
    deployment.proxy.fault = () => undefined;
    [found, left] = [left, undefined];
  });

  /** Nothing is deployed. */
  async function nothing(): Promise<void> {
    if (found !== NOTHING) await deployment.empty();
  }

  /** Both layers are deployed, with some value or this one; a test that comes after one like it need not wait for that. */
  async function deployed(value = found): Promise<void> {
    if (found !== undefined && found !== NOTHING && found === value) return;
    await deployment.empty();
    await succeed(["deploy", "tiny-test", "--yes"], value ?? "one");
  }

  /** Starts a deploy over a slow network and waits until some parameters of a layer are made and others are not. */
  async function halfway(args: readonly string[], value: string): Promise<Run> {
    deployment.proxy.latency = LATENCY;
    const run = deployment.drydock(args, { TINY_VALUE: value });
    await until(() => run.process.exitCode !== null || /p1: (Creation|Modifications) complete/.test(run.output));
    return run;
  }

  async function succeed(args: readonly string[], value: string): Promise<Run> {
    deployment.proxy.latency = 0;
    const run = deployment.drydock(args, { TINY_VALUE: value });
    const code = await run.exitCode;
    expect(`${code}\n${run.output}`).toMatch(/^0\n/);
    return run;
  }

  /** What the last message says to go on with. */
  function goOn({ output }: Run): string[] {
    const [, command] = /Go on with: npx drydock (.+)/.exec(output) ?? [];
    expect(command).toBeDefined();
    return command!.split(" ");
  }

  it("refuses without a terminal and without --yes, before anything is done", async () => {
    const run = deployment.drydock(["deploy", "tiny-test"]);
    expect(await run.exitCode).toBe(2);
    expect(run.output).toContain("There is no terminal to ask for confirmation");
    left = found;
  });

  it("plans what can be planned before anything is deployed, and says what waits for that", async () => {
    await nothing();
    const run = await succeed(["plan", "tiny-test"], "one");
    expect(run.output).toContain(`tiny-test-network  planned: ${PARAMETERS} to add`);
    expect(run.output).toContain("tiny-test-data     cannot be planned before the layers above are deployed");
    left = NOTHING;
  }, 600_000);

  it("interrupted by Ctrl-C, loses nothing, says how to go on, and goes on from there", async () => {
    await nothing();
    const run = await halfway(["deploy", "tiny-test", "--yes"], "one");
    run.process.kill("SIGINT");
    expect(await run.exitCode).toBe(130);
    expect(run.output).toContain("Terraform is asked to stop");
    expect(run.output).toContain("Terraform has written its state: nothing is lost.");
    await deployment.expectNothingLost("network");
    const made = await deployment.made("network");
    expect(made.length).toBeGreaterThan(0);
    expect(made.length).toBeLessThan(PARAMETERS);
    const again = await succeed(goOn(run), "one");
    expect(again.output).toContain(`tiny-test-network: ${PARAMETERS - made.length} to add`);
    left = "one";
  }, 600_000);

  it("has done exactly what plain Terraform would have done", async () => {
    await deployed("one");
    expect(await deployment.isSettled("network")).toBe(true);
    expect(await deployment.isSettled("data")).toBe(true);
    expect(await deployment.made("data")).toHaveLength(PARAMETERS);
    const again = await succeed(["deploy", "tiny-test", "--yes"], "one");
    expect(again.output).toContain("tiny-test-network: nothing to do");
    expect(again.output).toContain("tiny-test-data: nothing to do");
    left = "one";
  }, 600_000);

  it("shows in a plan what a deploy would change, and changes nothing", async () => {
    await deployed("one");
    const run = await succeed(["plan", "tiny-test"], "two");
    expect(run.output).toContain(`tiny-test-network  planned: ${PARAMETERS} to change`);
    const { stdout: state } = await deployment.plainTerraform("network", "state", "pull");
    expect(state).toContain('"one"');
    expect(state).not.toContain('"two"');
    left = "one";
  }, 600_000);

  it("killed, leaves Terraform to write its state, and no process behind", async () => {
    await deployed("one");
    const run = await halfway(["deploy", "tiny-test", "--yes", "--layer", "network"], "four");
    run.process.kill("SIGKILL");
    await deployment.expectNothingLost("network");
    // Nobody has heard how Terraform ended, so what it made last is looked for first.
    const refused = deployment.drydock(["deploy", "tiny-test", "--yes"], { TINY_VALUE: "four" });
    expect(await refused.exitCode).toBe(1);
    expect(refused.output).toMatch(
      /An apply of tiny-test-network, .* was broken off.*: npx drydock orphans tiny-test\n/,
    );
    await succeed(["orphans", "tiny-test"], "four");
    await succeed(["deploy", "tiny-test", "--yes", "--layer", "network"], "four");
    left = "one and four";
  }, 600_000);

  it("keeps the state when credentials end, refuses to make things again, and writes it when asked", async () => {
    await deployed();
    await succeed(["destroy", "tiny-test", "--yes"], "five");
    expect(await deployment.made("network")).toEqual([]);
    const run = await halfway(["deploy", "tiny-test", "--yes"], "five");
    deployment.proxy.fault = () => "expired credentials";
    expect(await run.exitCode).toBe(1);
    expect(run.output).toContain("log in again");
    expect(existsSync(errored())).toBe(true);
    const made = await deployment.made("network");
    expect(made.length).toBeGreaterThan(0);

    deployment.proxy.fault = () => undefined;
    const refused = deployment.drydock(["deploy", "tiny-test", "--yes"]);
    expect(await refused.exitCode).toBe(1);
    expect(refused.output).toContain("errored.tfstate holds what Terraform has made in tiny-test-network");
    expect(await deployment.made("network")).toEqual(made);

    // The lock could not be given back either.
    await deployment.unlock("network");
    const pushed = await succeed(goOn(run), "five");
    expect(pushed.output).toContain(`tiny-test-network: ${PARAMETERS - made.length} to add`);
    expect(existsSync(errored())).toBe(false);
    await deployment.expectNothingLost("network");
    left = "five";
  }, 600_000);

  it("never pushes a state over one that was written since", async () => {
    await deployed();
    const stale = { ...JSON.parse((await deployment.plainTerraform("network", "state", "pull")).stdout), serial: 1 };
    writeFileSync(errored(), JSON.stringify(stale));
    const run = deployment.drydock(["deploy", "tiny-test", "--yes", "--push-errored-state"], { TINY_VALUE: "five" });
    expect(await run.exitCode).toBe(1);
    expect(run.output).toContain("Pushing would lose what came later");
    expect(readFileSync(errored(), "utf8")).toBe(JSON.stringify(stale));
    rmSync(errored());
    left = found;
  }, 600_000);
});
