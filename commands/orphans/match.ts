import type { Configuration } from "../base/synthesized";
import type { StoredResource } from "../states/stored-state";

/** A resource in AWS that no state knows. */
export interface Orphan {
  readonly arn: string;
  /** Layer that its tags name. */
  readonly layer: string;
  /** Types of resources that it may be. */
  readonly types: readonly string[];
  /** The id that `import` takes. */
  readonly id: string;
  /** Arguments as AWS has them; those of the tag `Name` as `tags.Name`. */
  readonly facts: Readonly<Record<string, string>>;
}

/** A resource that a stack describes and its state does not know. */
export interface Unmade {
  readonly address: string;
  readonly type: string;
  readonly block: Readonly<Record<string, unknown>>;
}

/** What a stack describes and its state does not know. */
export function unmadeOf({ resource = {} }: Configuration, known: readonly StoredResource[]): Unmade[] {
  const addresses = new Set(known.map(({ address }) => address));
  return Object.entries(resource)
    .flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, block]) => ({ address: `${type}.${name}`, type, block })),
    )
    .filter(({ address }) => !addresses.has(address));
}

/** Ids and other attributes of a stack's resources, as far as they are known: `aws_vpc.vpc_vpc` to `id` and `arn`. */
export class Values {
  private readonly attributes = new Map<string, Readonly<Record<string, unknown>>>();

  constructor(known: readonly StoredResource[]) {
    for (const { address, attributes } of known) this.attributes.set(address, attributes);
  }

  /** From now on, an address is a resource with this id. */
  learn(address: string, values: Readonly<Record<string, unknown>>): void {
    this.attributes.set(address, values);
  }

  /** An argument as an expression: what is not known stands for anything. */
  pattern(argument: unknown): RegExp | undefined {
    if (typeof argument === "number" || typeof argument === "boolean") return new RegExp(`^${argument}$`);
    if (typeof argument !== "string") return undefined;
    let certain = false;
    const parts = argument.split(/(\$\{[^}]*\})/).map((part) => {
      if (part === "") return "";
      const text = part.startsWith("${") ? this.value(part.slice(2, -1)) : part;
      certain ||= text !== undefined;
      return text === undefined ? ".+" : text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    });
    return certain ? new RegExp(`^${parts.join("")}$`) : undefined;
  }

  /** An argument as text, if all of it is known. */
  text(argument: unknown): string | undefined {
    if (typeof argument !== "string") return undefined;
    const match = /^\$\{([^}]*)\}$/.exec(argument);
    return match ? this.value(match[1]!) : argument.includes("${") ? undefined : argument;
  }

  private value(reference: string): string | undefined {
    const [type, name, attribute, ...rest] = reference.trim().split(".");
    const value = rest.length === 0 ? this.attributes.get(`${type}.${name}`)?.[attribute ?? ""] : undefined;
    return typeof value === "string" ? value : undefined;
  }
}

/** An orphan and the address that it belongs to. */
export interface Match {
  readonly orphan: Orphan;
  readonly address: string;
}

/**
 * Finds the addresses that orphans belong to. A pair fits if no argument says otherwise; it is a match if neither fits
 * anything else. What is found tells more of what refers to it, so it goes on until nothing is found any more. Guesses
 * are not made: two of one kind that cannot be told apart are left to a person.
 */
export function match(orphans: readonly Orphan[], unmade: readonly Unmade[], values: Values): Match[] {
  const found: Match[] = [];
  for (;;) {
    const openOrphans = orphans.filter((orphan) => !found.some((one) => one.orphan === orphan));
    const openUnmade = unmade.filter(({ address }) => !found.some((one) => one.address === address));
    const pairs = openOrphans.flatMap((orphan) =>
      openUnmade.filter((one) => fits(orphan, one, values)).map(({ address }) => ({ orphan, address })),
    );
    const sure = pairs.filter(
      (pair) =>
        pairs.filter(({ orphan }) => orphan === pair.orphan).length === 1 &&
        pairs.filter(({ address }) => address === pair.address).length === 1,
    );
    if (sure.length === 0) return found;
    for (const { orphan, address } of sure) {
      values.learn(address, { arn: orphan.arn, ...orphan.facts, id: orphan.id });
    }
    found.push(...sure);
  }
}

function fits({ types, facts }: Orphan, { type, block }: Unmade, values: Values): boolean {
  if (!types.includes(type)) return false;
  return (
    Object.entries(facts).every(([argument, fact]) => {
      const [name = "", key] = argument.split(".");
      const said = key === undefined ? block[name] : (block[name] as Record<string, unknown> | undefined)?.[key];
      return values.pattern(said)?.test(fact) ?? true;
    }) &&
    (nameTag(block) === undefined || facts["tags.Name"] !== undefined)
  );
}

function nameTag({ tags }: Unmade["block"]): unknown {
  return (tags as Record<string, unknown> | undefined)?.["Name"];
}
