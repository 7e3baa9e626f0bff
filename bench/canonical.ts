import { createHash } from "node:crypto";
import type { Block, Blocks, Stack, Stacks } from "./synthesized";

/** A stack in a form that does not depend on what its author called things. */
export interface CanonicalStack {
  /** Resources and data sources, each as its type and its arguments. */
  readonly resources: string[];
  /** Values that the stack hands on, whatever the outputs are called. */
  readonly outputs: string[];
  /** Provider, backend and versions. */
  readonly settings: string;
}

const REFERENCE = /(?:data\.)?[a-z][a-z0-9_]*\.[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+|\[\d+\])*/g;
/** Arguments that hold words for people; their wording changes nothing that is made. */
const BUILT_IN_VARIABLES = ["description", "alarm_description", "error_message"];
const INTERPOLATION = /\$\{([^{}]*)\}/g;

/**
 * Puts stacks into a form in which two programs that make the same things are alike: an address becomes its resource's
 * type and a hash of its arguments, a value from another stack's state becomes that value, an attribute that is also
 * an argument becomes the argument, JSON in a string is parsed, and words for people and the content hash of an
 * image's tag are left out.
 */
export function canonical(stacks: Stacks): Record<string, CanonicalStack> {
  const reader = new Reader(stacks);
  return Object.fromEntries(Object.keys(stacks).map((name) => [name, reader.stack(name)]));
}

class Reader {
  private readonly hashes = new Map<Block, string>();
  private readonly byStateKey: Map<string, Stack>;

  constructor(private readonly stacks: Stacks) {
    this.byStateKey = new Map(Object.values(stacks).map((stack) => [stack.terraform.backend.s3.key, stack]));
  }

  stack(name: string): CanonicalStack {
    const stack = this.stacks[name]!;
    const outputs = Object.values(stack.output ?? {}).flatMap(({ value }) => this.value(stack, value));
    return {
      resources: [
        ...this.resources(stack, stack.resource ?? {}, ""),
        ...this.resources(stack, stack.data ?? {}, "data."),
      ].sort(),
      outputs: [...new Set(outputs.map((value) => JSON.stringify(value)))].sort(),
      settings: JSON.stringify(this.value(stack, { provider: stack.provider, terraform: stack.terraform })),
    };
  }

  private resources(stack: Stack, blocks: Blocks, kind: string): string[] {
    const { terraform_remote_state: _, ...types } = blocks;
    return Object.entries(types).flatMap(([type, named]) =>
      Object.values(named).map((block) => `${kind}${type} ${JSON.stringify(this.value(stack, block))}`),
    );
  }

  private value(stack: Stack, value: unknown): unknown {
    if (typeof value === "string") return this.text(stack, value);
    if (Array.isArray(value)) return value.map((one) => this.value(stack, one));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value)
      .filter(([key, one]) => key !== "//" && !(key === "depends_on" && Array.isArray(one) && one.length === 0))
      .map(([key, one]) => [key, BUILT_IN_VARIABLES.includes(key) ? "<words>" : this.value(stack, one)] as const);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private text(stack: Stack, text: string): unknown {
    const only = /^\$\{([^{}]*)\}$/.exec(text)?.[1];
    if (only && isReference(only)) return this.reference(stack, only);
    if (/^[{[]/.test(text)) return { json: this.value(stack, JSON.parse(text)) };
    const block = this.block(stack, text);
    if (block) return this.label(stack, text, block);
    return text
      .replace(INTERPOLATION, (_, expression: string) => this.expression(stack, expression))
      .replace(/\}:[0-9a-f]{12}$/, "}:<content hash>");
  }

  private expression(stack: Stack, expression: string): string {
    if (isReference(expression)) return String(this.reference(stack, expression));
    const inner = expression.replace(REFERENCE, (reference) =>
      String(this.reference(stack, reference)).replace(/^\$\{(.*)\}$/, "$1"),
    );
    return `\${${inner}}`;
  }

  /** What a reference stands for: a value of another stack, an argument, or an attribute that AWS decides on. */
  private reference(stack: Stack, reference: string): unknown {
    const [address, path] = split(reference);
    const block = this.block(stack, address);
    if (!block) return `\${${reference}}`;
    if (address.startsWith("data.terraform_remote_state.")) {
      const { key } = block["config"] as { key: string };
      const other = this.byStateKey.get(key)!;
      return this.value(other, other.output![path.slice(".outputs.".length)]!.value);
    }
    const argument = block[path.slice(1)];
    if (typeof argument === "string") return this.value(stack, argument);
    return `\${${this.label(stack, address, block)}${path}}`;
  }

  private block(stack: Stack, address: string): Block | undefined {
    const isData = address.startsWith("data.");
    const [type, name] = (isData ? address.slice("data.".length) : address).split(".") as [string, string];
    return (isData ? stack.data : stack.resource)?.[type]?.[name];
  }

  private label(stack: Stack, address: string, block: Block): string {
    const hash = this.hashes.get(block) ?? this.hash(stack, block);
    this.hashes.set(block, hash);
    return `${address.slice(0, address.lastIndexOf("."))}#${hash}`;
  }

  private hash(stack: Stack, block: Block): string {
    return createHash("sha256")
      .update(JSON.stringify(this.value(stack, block)))
      .digest("hex")
      .slice(0, 12);
  }
}

function isReference(expression: string): boolean {
  return expression.match(REFERENCE)?.[0] === expression;
}

/** An address and what follows it: `aws_vpc.main` and `.id`. */
function split(reference: string): [address: string, path: string] {
  const [, address, path] = /^((?:data\.)?[^.]+\.[^.[]+)(.*)$/.exec(reference)!;
  return [address!, path!];
}
