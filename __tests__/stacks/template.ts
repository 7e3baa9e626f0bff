import { join, resolve, sep } from "node:path";
import { once } from "../once";
import type { Wish } from "./synthesis";

const ROOT = resolve(__dirname, "../..");

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
  root = ROOT,
  only?: string,
  modules?: string,
  context?: Record<string, unknown>,
): Record<string, Template> {
  const wish = { root, only, modules, context };
  const stacks =
    root === ROOT || root.startsWith(FIXTURES) ? once(wish, () => synthesizeNow(wish)) : synthesizeNow(wish);
  return Object.fromEntries(Object.entries(stacks).map(([name, json]) => [name, new Template(name, json)]));
}

/** Manifests that stay as they are while tests run, like the project's own. */
const FIXTURES = join(ROOT, "__tests__", "fixtures") + sep;

/** CDKTF and the provider take a second to load, and only who synthesizes needs them. */
function synthesizeNow(wish: Wish): Record<string, object> {
  return (require("./synthesis") as typeof import("./synthesis")).synthesizeNow(wish);
}
