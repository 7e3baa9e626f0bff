import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { readDeployments } from "../../manifest/deployments";
import { addStacks } from "../../stacks/app";
import { describeWithTerraform, ROOT, terraform } from "./installed";

/** A stack with a mistake that only the provider knows: a load balancer's name has at most 32 characters. */
const WRONG = { resource: { aws_lb: { wrong: { name: "a".repeat(33), internal: true, subnets: ["subnet-1"] } } } };

// kreuzwerk/docker needs a registry of providers, which not every machine reaches; __tests__/stacks/images.test.ts
// checks the images layer against its binding.
const IMAGES = /-images$/;

const folder = mkdtempSync(join(tmpdir(), "drydock-validate-"));
const names = synthesize().filter((name) => !IMAGES.test(name));

function synthesize(): string[] {
  const outdir = join(folder, "synthesized");
  const app = new App({ outdir });
  addStacks(app, { root: ROOT, ...readDeployments(ROOT) });
  app.synth();
  return readdirSync(join(outdir, "stacks"));
}

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  readonly range?: { readonly filename: string };
}

/** All stacks are child modules of one configuration: the provider is started once, and not once for each stack. */
function validate(): Diagnostic[] {
  const root = join(folder, "root");
  for (const name of names) cpSync(join(folder, "synthesized", "stacks", name), join(root, name), { recursive: true });
  mkdirSync(join(root, "wrong"));
  writeFileSync(join(root, "wrong", "cdk.tf.json"), JSON.stringify(WRONG));
  const modules = Object.fromEntries([...names, "wrong"].map((name) => [name, { source: `./${name}` }]));
  writeFileSync(join(root, "main.tf.json"), JSON.stringify({ module: modules }));
  run(root, "init", "-backend=false", "-no-color");
  return JSON.parse(run(root, "validate", "-json")).diagnostics;
}

function run(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync("terraform", args, {
    cwd,
    env: { ...process.env, ...terraform.variables },
    encoding: "utf8",
    maxBuffer: 100_000_000,
  });
  if (status !== 0 && args[0] !== "validate")
    throw new Error(`terraform ${args.join(" ")} failed:\n${stdout}${stderr}`);
  return stdout;
}

describeWithTerraform("the real provider", () => {
  let diagnostics: Diagnostic[];

  beforeAll(() => {
    diagnostics = validate();
  }, 300_000);

  function errorsOf(stack: string): string[] {
    return diagnostics
      .filter(({ severity, range }) => severity === "error" && range?.filename.startsWith(`${stack}/`))
      .map(({ summary, detail }) => `${summary}: ${detail}`);
  }

  it("sees every system", () => {
    expect(names).toEqual(expect.arrayContaining(["state", "sliderule-registry", "sliderule-prod-service"]));
  });

  it("finds the mistake that was made on purpose, so it would find others", () => {
    expect(errorsOf("wrong")).toEqual([expect.stringContaining("cannot be longer than 32 characters")]);
  });

  it.each(names)("accepts %s", (name) => {
    expect(errorsOf(name)).toEqual([]);
  });

  it("finds nothing else", () => {
    const errors = diagnostics.filter(
      ({ severity, range }) => severity === "error" && !range?.filename.startsWith("wrong/"),
    );
    expect(errors).toEqual([]);
  });
});

afterAll(() => rmSync(folder, { recursive: true }));
