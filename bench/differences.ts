import { type CanonicalStack, canonical } from "./canonical";
import type { Stacks } from "./synthesized";

/** What two programs have synthesized. */
export interface Programs {
  readonly drydock: Stacks;
  readonly plain: Stacks;
}

/** What one program makes and the other does not, a line for each; nothing if both do the same work. */
export function differences(programs: Programs): string[] {
  const drydock = canonical(programs.drydock);
  const plain = canonical(programs.plain);
  const stacks = compare("stacks:", Object.keys(drydock), Object.keys(plain));
  if (stacks.length > 0) return stacks;
  const eachStack = (of: (one: CanonicalStack, other: CanonicalStack, name: string) => string[]) =>
    Object.keys(drydock).flatMap((name) => of(drydock[name]!, plain[name]!, name));
  const made = eachStack((one, other, name) => [
    ...compare(name, withoutHashes(one.resources), withoutHashes(other.resources)),
    ...compare(`${name} output`, withoutHashes(one.outputs), withoutHashes(other.outputs)),
    ...compare(`${name} settings`, [one.settings], [other.settings]),
  ]);
  // Resources that are alike may still refer to different ones.
  return made.length > 0 ? made : eachStack((one, other, name) => compare(name, one.resources, other.resources));
}

/** Texts without the hashes of what they refer to: a difference is then told once, where it is. */
function withoutHashes(texts: readonly string[]): string[] {
  return texts.map((text) => text.replace(/#[0-9a-f]{12}/g, ""));
}

function compare(where: string, drydock: readonly string[], plain: readonly string[]): string[] {
  const left = without(plain, drydock);
  const lines = without(drydock, plain).map((text) => {
    const partner = left.findIndex((other) => firstWord(other) === firstWord(text));
    if (partner < 0) return `${where} only Drydock has ${text}`;
    return `${where} ${excerpts(text, left.splice(partner, 1)[0]!)}`;
  });
  return [...lines, ...left.map((text) => `${where} only the plain program has ${text}`)];
}

/** What is in one list and not in the other; what is there twice counts twice. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const one of other) left.set(one, (left.get(one) ?? 0) + 1);
  return list.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
}

function firstWord(text: string): string {
  return text.split(" ", 1)[0]!;
}

/** The part in which two texts differ, with a little before it. */
function excerpts(drydock: string, plain: string): string {
  let start = 0;
  while (drydock[start] === plain[start]) start += 1;
  const from = Math.max(0, start - 60);
  const [one, other] = [drydock, plain].map((text) => text.slice(from, start + 60));
  return `${firstWord(drydock)} is not the same:\n  Drydock: …${one}…\n  plain:   …${other}…`;
}
