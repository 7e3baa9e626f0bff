import { suggestion } from "./diagnostics/nearest";
import { type Part, parseTemplate, type Reference } from "./reference";
import { at, type Branch, keysOf, type Leaf } from "./yaml/tree";

/** The built-in words: references that are not to resources. */
export const BUILT_IN_VARIABLES = ["account", "domain", "environment", "region", "system", "variables"] as const;

const SETTINGS: readonly string[] = ["account", "domain", "region"];

/** Longest text that substitution may make; a whole ECS task definition may have 64 KiB (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html). */
const LONGEST = 64 * 1024;

/** How many variables may stand within each other. */
const DEEPEST = 20;

/** What a word stands for, or why it stands for nothing. */
type Word = { text: string } | { problem: string };

/** A text with its words put in, or why they cannot be. */
type Expansion = { parts: Part[] } | { problem: string };

/** The values of the built-in words in one environment, or in the system's part if there is no environment. */
export class BuiltInVariables {
  private readonly known = new Map<string, Word>();
  private readonly inProgress = new Set<string>();

  constructor(
    private readonly system: string,
    private readonly environment: string | undefined,
    private readonly settings: Branch,
  ) {}

  /** The text with its words put in; references to resources stay references. */
  expand(text: string): Expansion {
    const parts: Part[] = [];
    let length = 0;
    for (const part of parseTemplate(text)) {
      const word = typeof part === "string" ? { text: part } : this.resolve(part);
      if (word !== undefined && "problem" in word) {
        return word;
      }
      parts.push(word?.text ?? part);
      length += word?.text.length ?? 0;
    }
    return length > LONGEST
      ? { problem: `would be longer than ${LONGEST} characters with its references put in; shorten them` }
      : { parts };
  }

  /** What a reference stands for; nothing if it is not to a word. */
  private resolve(reference: Reference): Word | undefined {
    if (!(BUILT_IN_VARIABLES as readonly string[]).includes(reference.resource)) {
      return undefined;
    }
    const known = this.known.get(reference.text);
    if (known !== undefined) {
      return known;
    }
    if (this.inProgress.has(reference.text)) {
      const circle = [...this.inProgress, reference.text].join(" → ");
      return { problem: `\`${reference.text}\` contains itself: ${circle}; write one of them out` };
    }
    if (this.inProgress.size >= DEEPEST) {
      return { problem: `leads through more than ${DEEPEST} variables; write some of them out` };
    }
    this.inProgress.add(reference.text);
    const word = this.lookUp(reference);
    this.inProgress.delete(reference.text);
    this.known.set(reference.text, word);
    return word;
  }

  private lookUp(reference: Reference): Word {
    const { resource, attribute, text } = reference;
    if (resource === "variables") {
      return attribute.length === 1
        ? this.variable(attribute[0]!)
        : { problem: `\`${text}\` is not a variable; write \`\${variables.<name>}\`` };
    }
    if (attribute.length > 0) {
      return { problem: `\`${text}\` has too many names; write \`\${${resource}}\`` };
    }
    if (SETTINGS.includes(resource)) {
      return this.setting(resource);
    }
    return this.nameOf(resource);
  }

  private nameOf(resource: string): Word {
    const text = resource === "system" ? this.system : this.environment;
    return text === undefined ? { problem: this.sharedImage(resource) } : { text };
  }

  private setting(name: string): Word {
    const leaf = at(this.settings, [name]);
    if (leaf?.kind === "leaf") {
      return this.valueOf(leaf);
    }
    return {
      problem:
        this.environment === undefined
          ? this.sharedImage(name)
          : `\`\${${name}}\` has no value: set \`${name}\` in environments.${this.environment} or for the whole system`,
    };
  }

  private variable(name: string): Word {
    const leaf = at(this.settings, ["variables", name]);
    if (leaf?.kind === "leaf") {
      return this.valueOf(leaf);
    }
    if (this.environment === undefined) {
      return { problem: this.sharedImage(`variables.${name}`) };
    }
    const advice = suggestion(name, keysOf(this.settings, "variables"), `set \`variables.${name}\``);
    return { problem: `environment \`${this.environment}\` has no variable \`${name}\`; ${advice}` };
  }

  private sharedImage(name: string): string {
    return `all environments share an image, so \`\${${name}}\` has no value here unless the system's own part sets it`;
  }

  private valueOf(leaf: Leaf): Word {
    if (typeof leaf.value !== "string") {
      return { text: leaf.source };
    }
    const expansion = this.expand(leaf.value);
    if ("problem" in expansion) {
      return expansion;
    }
    return { text: expansion.parts.map((part) => (typeof part === "string" ? part : part.text)).join("") };
  }
}
