import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Processes, type Variables } from "../../commands/process/processes";
import { accountVariables, cleanVariables, clientSettings } from "../../commands/rehearse/account";
import { type Emulator, startEmulator } from "../../commands/rehearse/emulator";
import { createZone } from "../../commands/rehearse/existing/zone";
import { startSharedProvider } from "../../commands/terraform/shared-provider";
import type { Stage } from "../../kinds/pipeline/pipeline";
import { deploySteps, planSteps } from "../../kinds/pipeline/stack/steps";
import { describeWithTerraform, terraform as installation, ROOT } from "./installed";
import { Project } from "./project";

const ACCOUNT = "111111111111";
const REGION = "us-west-2";
const LAYERS = ["network", "data", "service", "operations"];

/** A pair of services, as small as it can be. */
const PAIR = `
system: tiny
region: ${REGION}
domain: tiny.example.org
network: { nat: none, flowLogs: false }
images: { app: { pull: "public.ecr.aws/docker/library/app:1" } }
services:
  blue: { image: app, port: 80, expose: { health: { path: / } } }
  green: { like: blue }
blueGreen:
  shop: { live: blue, blue: blue, green: green, host: "shop.\${domain}", test: "test.\${domain}" }
jobs:
  migrate: { service: blue, command: [migrate] }
environments:
  test: { disposable: true }
`;

/** A script that runs, or has run. */
class Script {
  output = "";
  readonly code: Promise<number | null>;

  constructor(readonly child: ChildProcess) {
    for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (chunk) => (this.output += String(chunk)));
    this.code = new Promise((resolve) => child.once("close", resolve));
  }

  /** Waits until it has said something. */
  async says(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      if (this.child.exitCode !== null) throw new Error(`It has ended without saying ${text}:\n${this.output}`);
      await sleep(50);
    }
  }

  /** Layers that it has come to, in their order. */
  get layers(): string[] {
    return [...this.output.matchAll(/^== tiny-test-(\w+)$/gm)].map(([, layer]) => layer!);
  }
}

describeWithTerraform("the steps of a pipeline, run in bash with the real Terraform", () => {
  const folder = mkdtempSync(join(tmpdir(), "drydock-steps-"));
  const processes = new Processes({ watched: true });
  const project = new Project();
  let emulator: Emulator;
  let variables: Variables;

  beforeAll(async () => {
    const own = cleanVariables(process.env);
    emulator = await startEmulator({ root: ROOT, folder, processes, variables: own });
    const account = { ...own, ...accountVariables(emulator, ACCOUNT, REGION) };
    const provider = await startSharedProvider(installation, processes, account);
    variables = { ...account, ...installation.variables, ...provider.variables };
    await createZone("tiny.example.org", clientSettings(emulator, ACCOUNT, REGION));
    project.write(PAIR);
  }, 600_000);

  afterAll(async () => {
    await processes.stop();
    project.remove();
    rmSync(folder, { recursive: true });
  });

  function start(script: string, more: Variables = {}): Script {
    return new Script(spawn("bash", ["-c", script], { cwd: project.folder, env: { ...variables, ...more } }));
  }

  /**
   * Runs the commands of a build's second phase as CodeBuild does: one after the other, until one fails. Of its
   * variables, the profile is left out, for its role is CodeBuild's to give.
   */
  async function build(buildspec: string, mend = (command: string) => command): Promise<Script> {
    const { env, phases } = JSON.parse(buildspec.replaceAll("$${", "${"));
    const { AWS_PROFILE: _, ...more } = env.variables;
    const commands = (phases.build.commands as string[]).map(mend);
    const script = start(
      commands.map((command) => `bash -c "$(cat <<'STEP'\n${command}\nSTEP\n)" || exit $?`).join("\n"),
      more,
    );
    await script.code;
    return script;
  }

  const stage: Stage = { deploy: "test", name: "test", role: "", approve: true, live: "switch", run: [] };
  const steps = (more: Partial<Stage> = {}) => ({
    system: "tiny",
    session: "tiny-release",
    stage: { ...stage, ...more },
  });
  const deploy = (more: Partial<Stage> = {}, mend?: (command: string) => string) =>
    build(deploySteps(steps(more)), mend);
  const plan = (more: Partial<Stage> = {}) => build(planSteps(steps({ planRole: "role", ...more })));

  /** What the plan's summary says of each layer. */
  const summary = () =>
    readFileSync(join(project.folder, "plans", "summary"), "utf8")
      .trim()
      .split("\n");

  /** Which colour the load balancer sends the live host's visitors to. */
  async function live(): Promise<string[]> {
    const shown = start("terraform -chdir=cdktf.out/stacks/tiny-test-service show -json");
    expect(await shown.code).toBe(0);
    const { resources } = JSON.parse(shown.output).values.root_module;
    const group = (colour: string) => resources.find(({ address }: any) => address.endsWith(`_${colour}`)).values.arn;
    const rule = resources.find(({ address }: any) => /^aws_lb_listener_rule\..*_live$/.test(address)).values;
    const weights = rule.action[0].forward[0].target_group as { arn: string; weight: number }[];
    return ["blue", "green"].filter((colour) => weights.some(({ arn, weight }) => arn === group(colour) && weight > 0));
  }

  const synthesize = () => start("node build/main.js", { DRYDOCK_ONLY: "tiny-test" }).code;

  it("take the stage's role in all that follows, under the pipeline's name, with what CodeBuild gives to containers", async () => {
    const expires = new Date(Date.now() + 3_600_000).toISOString();
    const given = { AccessKeyId: ACCOUNT, SecretAccessKey: "rehearsal", Token: "token", Expiration: expires };
    const container = createServer((_request, response) => response.end(JSON.stringify(given)));
    await new Promise<void>((resolve) => container.listen(0, "127.0.0.1", resolve));
    const home = join(folder, "home");
    mkdirSync(home);
    const settings = steps({ role: `arn:aws:iam::${ACCOUNT}:role/deploy` });
    const { env, phases } = JSON.parse(deploySteps(settings).replaceAll("$${", "${"));
    const caller = `
      const { STSClient, GetCallerIdentityCommand } = require("@aws-sdk/client-sts");
      new STSClient().send(new GetCallerIdentityCommand()).then(({ Arn }) => console.log(Arn));
    `;
    const script = start(`${phases.install.commands.at(-1)}\nnode -e '${caller}'`, {
      HOME: home,
      AWS_PROFILE: env.variables.AWS_PROFILE,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${(container.address() as AddressInfo).port}/`,
      ...Object.fromEntries(
        ["ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "CONFIG_FILE", "SHARED_CREDENTIALS_FILE"].map((name) => [
          `AWS_${name}`,
          undefined,
        ]),
      ),
    });
    expect(await script.code).toBe(0);
    container.close();
    expect(script.output).toContain(`arn:aws:sts::${ACCOUNT}:assumed-role/deploy/tiny-release\n`);
  }, 600_000);

  it("fail where there is no state bucket, and say so", async () => {
    const script = await deploy();
    expect(await script.code).toBe(1);
    expect(script.output).toMatch(/bucket.*does not exist/is);
    expect(script.layers).toEqual(["network"]);
  }, 600_000);

  it("plan what can be known of a new environment", async () => {
    expect(await start("node build/commands/drydock.js bootstrap --yes").code).toBe(0);

    expect(await (await plan()).code).toBe(0);
    expect(summary()[0]).toMatch(/^network: Plan: \d+ to add, 0 to change, 0 to destroy\.$/);
    expect(summary()).toHaveLength(4);
    for (const line of summary())
      expect(line).toMatch(/: (Plan: .*|outputs change\.|no changes\.|not known before .*\.)$/);
    expect(readFileSync(join(project.folder, "plans", "network.txt"), "utf8")).toContain("will be created");
  }, 600_000);

  it("deploy the layers in their order, and run the jobs afterwards", async () => {
    const script = await deploy({ run: ["migrate"] });
    expect(script.output).toMatch(/migrate: done after \d+ s/);
    expect(await script.code).toBe(0);
    expect(script.layers).toEqual(LAYERS);
    expect(script.output.match(/^Apply complete!/gm)).toHaveLength(4);
    expect(script.output.lastIndexOf("Apply complete!")).toBeLessThan(script.output.indexOf("migrate: "));
    expect(await live()).toEqual(["blue"]);
  }, 600_000);

  it("deploy nothing of a switch where they keep what is live", async () => {
    project.write(PAIR.replace("live: blue", "live: green"));
    const script = await deploy({ live: "keep" });
    expect(await script.code).toBe(0);
    expect(script.output.match(/^Apply complete! Resources: 0 added, 0 changed, 0 destroyed\.$/gm)).toHaveLength(4);
    expect(await live()).toEqual(["blue"]);
  }, 600_000);

  it("wait for a state that is locked, then say who holds it, and go no further", async () => {
    await synthesize();
    // Somebody at their desk, whom Terraform has asked whether to apply.
    const holder = start("terraform -chdir=cdktf.out/stacks/tiny-test-service apply -no-color");
    await holder.says("Enter a value:");
    expect(holder.output).toContain("Plan: 0 to add, 2 to change, 0 to destroy.");

    const script = await deploy({}, (command) => command.replace("-lock-timeout=30m", "-lock-timeout=4s"));
    expect(await script.code).toBe(1);
    expect(script.output).toMatch(/Error acquiring the state lock/);
    expect(script.output).toMatch(/Who:\s+\S+@\S+/);
    expect(script.layers).toEqual(["network", "data", "service"]);

    holder.child.stdin!.end("no\n");
    await holder.code;
    expect(await live()).toEqual(["blue"]);
  }, 600_000);

  it("switch what is live", async () => {
    expect(await (await deploy()).code).toBe(0);
    expect(await live()).toEqual(["green"]);
  }, 600_000);

  it("end with the first layer that fails, with its exit code, and run no job", async () => {
    const body = JSON.stringify({ contains: "app:2" });
    await fetch(`${emulator.endpoint}/_drydock/failing-images`, { method: "POST", body });
    project.write(PAIR.replace("live: blue", "live: green").replace("app:1", "app:2"));
    const script = await deploy({ run: ["migrate"] });
    expect(await script.code).toBe(1);
    expect(script.output).toMatch(/the new tasks did not\s+become healthy/);
    expect(script.layers).toEqual(["network", "data", "service"]);
    expect(script.output).not.toContain("migrate: ");
  }, 600_000);
});
