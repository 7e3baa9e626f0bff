import { distance } from "fastest-levenshtein";

/** Names up to here are all compared with a wrong one. */
const FEW = 200;
/** Of more names, those compared on each side of where the wrong one would stand, by its beginning and by its end. */
const BESIDE = 50;
/** Lists of names whose index is kept; what is checked together has a few lists only. */
const KEPT = 16;
/** Names up to here are all told; of more, the first ones and how many others there are. */
const TOLD = 20;
const FIRST = 10;

function letters(name: string): string {
  return [...name.toLowerCase()].sort().join("");
}

function backwards(name: string): string {
  return [...name].reverse().join("");
}

/** Known names, prepared so that each wrong one is compared with few of them. */
class Names {
  private readonly lower: readonly string[];
  private readonly byLetters = new Map<string, number>();
  /** Places in `known`, in the order of the names and of the names read backwards; for many names only. */
  private readonly forward: readonly number[];
  private readonly backward: readonly number[];
  private readonly reversed: readonly string[];

  constructor(readonly known: readonly string[]) {
    this.lower = known.map((name) => name.toLowerCase());
    for (const [index, name] of known.entries()) {
      const sorted = letters(name);
      if (!this.byLetters.has(sorted)) this.byLetters.set(sorted, index);
    }
    const isMany = known.length > FEW;
    this.reversed = isMany ? this.lower.map(backwards) : [];
    this.forward = isMany ? inOrder(this.lower) : [];
    this.backward = isMany ? inOrder(this.reversed) : [];
  }

  /** The name with the same letters, in another order. */
  swapped(name: string): string | undefined {
    const index = this.byLetters.get(letters(name));
    return index === undefined ? undefined : this.known[index];
  }

  /** The name that differs the least, and by how many letters. */
  closest(name: string): { name: string; distance: number } {
    let best = { index: 0, distance: Number.POSITIVE_INFINITY };
    for (const index of this.candidates(name)) {
      const found = distance(name, this.lower[index]!);
      if (found < best.distance || (found === best.distance && index < best.index)) best = { index, distance: found };
    }
    return { name: this.known[best.index]!, distance: best.distance };
  }

  private candidates(name: string): Iterable<number> {
    if (this.forward.length === 0) return this.known.keys();
    return new Set([
      ...beside(this.forward, this.lower, name),
      ...beside(this.backward, this.reversed, backwards(name)),
    ]);
  }
}

function inOrder(names: readonly string[]): number[] {
  const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
  return [...names.keys()].sort((one, other) => compare(names[one]!, names[other]!));
}

/** The places beside the one where a name would stand. */
function beside(order: readonly number[], names: readonly string[], name: string): number[] {
  let [from, to] = [0, order.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (names[order[middle]!]! < name) from = middle + 1;
    else to = middle;
  }
  return order.slice(Math.max(0, from - BESIDE), from + BESIDE);
}

const kept: Names[] = [];

/** The names prepared; those of a list with the same names are used again. */
function namesOf(known: readonly string[]): Names {
  const isSame = (other: readonly string[]) =>
    other.length === known.length && other.every((name, index) => name === known[index]);
  const place = kept.findIndex((names) => names.known === known || isSame(names.known));
  const names = place === -1 ? new Names([...known]) : kept.splice(place, 1)[0]!;
  kept.unshift(names);
  kept.length = Math.min(kept.length, KEPT);
  return names;
}

/** The known name that a wrong one was probably meant to be, in whatever case: the same letters, or at most a third of them different. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name.length > 100) {
    return undefined;
  }
  const names = namesOf(known);
  const swapped = names.swapped(name);
  if (swapped !== undefined) return swapped;
  const candidate = names.closest(name.toLowerCase());
  const tolerance = Math.max(1, Math.floor(Math.max(name.length, candidate.name.length) / 3));
  return candidate.distance <= tolerance ? candidate.name : undefined;
}

/** Names for a sentence: `a, b or c`; of many, `a, b, … or one of 539 others`. */
export function anyOf(names: readonly (string | number)[]): string {
  if (names.length > TOLD) return `${names.slice(0, FIRST).join(", ")} or one of ${names.length - FIRST} others`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

/** The end of a message about a wrong name: `did you mean web?`, or else the names there are. */
export function suggestion(name: string, known: readonly string[], none: string): string {
  const near = nearest(name, known);
  if (near !== undefined) {
    return `did you mean \`${near}\`?`;
  }
  return known.length === 0 ? none : `choose ${anyOf(known)}`;
}
