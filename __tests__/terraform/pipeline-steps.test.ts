import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Processes, type Variables } from "../../commands/process/processes";
import { accountVariables, cleanVariables } from "../../commands/rehearse/account";
import { startEmulator } from "../../commands/rehearse/emulator";
import { startSharedProvider } from "../../commands/terraform/shared-provider";
import { planScript } from "../../stacks/pipeline-steps";
import { describeWithTerraform, terraform as installation, ROOT } from "./installed";
import { Project } from "./project";

describeWithTerraform("the steps of a pipeline, run in bash with the real Terraform", () => {
  const folder = mkdtempSync(join(tmpdir(), "drydock-steps-"));
  const processes = new Processes({ watched: true });
  const project = new Project();
  let variables: Variables;

  beforeAll(async () => {
    const own = cleanVariables(process.env);
    const emulator = await startEmulator({ root: ROOT, folder, processes, variables: own });
    const account = { ...own, ...accountVariables(emulator, "111111111111", "us-west-2") };
    const provider = await startSharedProvider(installation, processes, account);
    variables = { ...account, ...installation.variables, ...provider.variables, DRYDOCK_ONLY: "tiny-test" };
  }, 600_000);

  afterAll(async () => {
    await processes.stop();
    project.remove();
    rmSync(folder, { recursive: true });
  });

  /** Runs a script as CodeBuild does, and gives its exit code and what it wrote. */
  function bash(script: string): Promise<{ code: number | null; output: string }> {
    const child = spawn("bash", ["-c", script], { cwd: project.folder, env: { ...variables } });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
    return new Promise((resolve) => child.once("close", (code) => resolve({ code, output })));
  }

  const summary = () =>
    readFileSync(join(project.folder, "plans", "summary"), "utf8")
      .trim()
      .split("\n");

  it("fail where there is no state bucket, and say so", async () => {
    const { code, output } = await bash(planScript("tiny-test"));
    expect(code).not.toBe(0);
    expect(output).toMatch(/bucket.*does not exist/is);
  }, 600_000);

  it("plan what can be known of a new environment", async () => {
    const bootstrap = await bash("node build/commands/drydock.js bootstrap --yes");
    expect(bootstrap.code).toBe(0);

    const before = await bash(planScript("tiny-test"));
    expect(before).toMatchObject({ code: 0 });
    expect(summary()[0]).toMatch(/^network: Plan: \d+ to add, 0 to change, 0 to destroy\.$/);
    expect(summary()).toHaveLength(4);
    for (const line of summary())
      expect(line).toMatch(/: (Plan: .*|outputs change\.|no changes\.|not known before .*\.)$/);
    expect(readFileSync(join(project.folder, "plans", "network.txt"), "utf8")).toContain("will be created");
  }, 600_000);
});
