import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { App } from "cdktf";
import { builders } from "../../backup/builders";
import { readDeployments } from "../../manifest/deployments";
import { format } from "../../manifest/problem";
import { addStacks } from "../../stacks/app";

/** The arguments of a resource, as Terraform will read them. */
export type Arguments = Record<string, any>;

/** A synthesized stack. */
export class Template {
  constructor(
    readonly name: string,
    readonly json: Arguments,
  ) {}

  /** Resources of a type, by name. */
  all(type: string): Record<string, Arguments> {
    return this.json["resource"]?.[type] ?? {};
  }

  /** The only resource of a type, or the one whose name is given. */
  one(type: string, name?: string): Arguments {
    const found = Object.entries(this.all(type)).filter(([key]) => name === undefined || key === name);
    if (found.length === 1) return found[0]![1];
    throw new Error(
      `${this.name} has ${found.length} of ${type}${name ? `.${name}` : ""}: ${Object.keys(this.all(type))}`,
    );
  }

  /** The only data source of a type. */
  data(type: string): Arguments {
    const [first, ...more] = Object.values(this.json["data"]?.[type] ?? {});
    if (first && more.length === 0) return first as Arguments;
    throw new Error(`${this.name} has not exactly one data source of ${type}`);
  }

  /** Containers of the only task definition, by name. */
  containers(): Record<string, Arguments> {
    const definitions = JSON.parse(this.one("aws_ecs_task_definition")["container_definitions"]) as Arguments[];
    return Object.fromEntries(definitions.map((definition) => [definition["name"], definition]));
  }

  /** Statements of the inline policy of a role. */
  statements(policy: string): Arguments[] {
    return JSON.parse(this.one("aws_iam_role_policy", policy)["policy"]).Statement;
  }

  /** Addresses of all resources. */
  addresses(): string[] {
    return Object.entries((this.json["resource"] ?? {}) as Record<string, object>).flatMap(([type, resources]) =>
      Object.keys(resources).map((name) => `${type}.${name}`),
    );
  }
}

/** Synthesizes what a folder's manifests say, as `cdktf synth` does, and gives its stacks by name. */
export function synthesize(
  root = resolve(__dirname, "../.."),
  only?: string,
  modules?: string,
  context?: Record<string, unknown>,
): Record<string, Template> {
  const deployments = readDeployments(root, only, modules);
  if (deployments.problems.length > 0) throw new Error(deployments.problems.map(format).join("\n"));
  const outdir = mkdtempSync(join(tmpdir(), "drydock-synth-"));
  try {
    const app = new App({ outdir, context });
    addStacks(app, { root, ...deployments, builders });
    app.synth();
    const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));
    return Object.fromEntries(
      Object.keys(stacks).map((name) => {
        const path = join(outdir, stacks[name].synthesizedStackPath);
        return [name, new Template(name, JSON.parse(readFileSync(path, "utf8")))];
      }),
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
