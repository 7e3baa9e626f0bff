import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { builders } from "../../backup/builders";
import { Processes, type Variables } from "../../commands/process/processes";
import { startSharedProvider } from "../../commands/terraform/shared-provider";
import { readDeployments } from "../../manifest/deployments";
import { addStacks } from "../../stacks/app";
import { terraform } from "./installed";
import { verdict } from "./verdict";

/** A stack with a mistake that only the provider knows: a load balancer's name has at most 32 characters. */
const WRONG = { resource: { aws_lb: { wrong: { name: "a".repeat(33), internal: true, subnets: ["subnet-1"] } } } };

// kreuzwerk/docker needs a registry of providers, which not every machine reaches; __tests__/stacks/images.test.ts
// checks the images layer against its binding.
const IMAGES = /-images$/;

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  readonly range?: { readonly filename: string };
}

/** The stacks of a project, and what the real Terraform and provider say of them. */
export class Validation {
  readonly stacks: readonly string[];
  private readonly folder = mkdtempSync(join(tmpdir(), "drydock-validate-"));
  private diagnostics: readonly Diagnostic[] = [];

  /** Synthesizes what the manifests below a folder say, as JSON or as HCL; `cdktf synth --hcl` sets the same variable. */
  constructor(root: string, format: "json" | "hcl" = "json") {
    process.env["SYNTH_HCL_OUTPUT"] = String(format === "hcl");
    const app = new App({ outdir: join(this.folder, "synthesized") });
    addStacks(app, { root, ...readDeployments(root), builders });
    app.synth();
    this.stacks = readdirSync(this.synthesized).filter((name) => !IMAGES.test(name));
  }

  /**
   * All stacks are child modules of one configuration, and all of its providers are one process: Terraform starts
   * another one for each `provider` block otherwise.
   */
  async run(): Promise<void> {
    const root = join(this.folder, "root");
    for (const name of this.stacks) cpSync(join(this.synthesized, name), join(root, name), { recursive: true });
    mkdirSync(join(root, "wrong"));
    writeFileSync(join(root, "wrong", "cdk.tf.json"), JSON.stringify(WRONG));
    const modules = Object.fromEntries([...this.stacks, "wrong"].map((name) => [name, { source: `./${name}` }]));
    writeFileSync(join(root, "main.tf.json"), JSON.stringify({ module: modules }));
    const processes = new Processes({ watched: true });
    const variables = { ...process.env, ...terraform.variables };
    const run = (own: Variables, ...args: string[]) => runTerraform(processes, root, { ...variables, ...own }, args);
    const version = await run({}, "version");
    this.diagnostics = await verdict([terraform.providerProgram, version], root, async () => {
      const provider = await startSharedProvider(terraform, processes, variables);
      await run(provider.variables, "init", "-backend=false", "-no-color");
      return JSON.parse(await run(provider.variables, "validate", "-json")).diagnostics;
    });
    await processes.stop();
  }

  /** Errors in a stack; `wrong` is the one with a mistake. */
  errorsOf(stack: string): string[] {
    return this.errors(({ range }) => range?.filename.startsWith(`${stack}/`) === true);
  }

  /** Errors in no stack at all. */
  otherErrors(): string[] {
    const known = [...this.stacks, "wrong"];
    return this.errors(({ range }) => !known.some((stack) => range?.filename.startsWith(`${stack}/`)));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private get synthesized(): string {
    return join(this.folder, "synthesized", "stacks");
  }

  private errors(isMeant: (diagnostic: Diagnostic) => boolean): string[] {
    return this.diagnostics
      .filter((diagnostic) => diagnostic.severity === "error" && isMeant(diagnostic))
      .map(({ summary, detail }) => `${summary}: ${detail}`);
  }
}

async function runTerraform(
  processes: Processes,
  folder: string,
  variables: Variables,
  args: readonly string[],
): Promise<string> {
  const { exitCode, stdout, stderr } = await processes.run({ file: "terraform", args, folder, variables });
  if (exitCode !== 0 && args[0] !== "validate")
    throw new Error(`terraform ${args.join(" ")} failed:\n${stdout}${stderr}`);
  return stdout;
}

/** Declares the tests that the real provider accepts every stack. */
export function testStacks(validation: Validation): void {
  beforeAll(() => validation.run(), 300_000);

  it("finds the mistake that was made on purpose, so it would find others", () => {
    expect(validation.errorsOf("wrong")).toEqual([expect.stringContaining("cannot be longer than 32 characters")]);
  });

  it.each(validation.stacks)("accepts %s", (name) => {
    expect(validation.errorsOf(name)).toEqual([]);
  });

  it("finds nothing else", () => {
    expect(validation.otherErrors()).toEqual([]);
  });
}
