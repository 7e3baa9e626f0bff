import { closest, distance } from "fastest-levenshtein";

function letters(name: string): string {
  return [...name.toLowerCase()].sort().join("");
}

/** The known name that a wrong one was probably meant to be, in whatever case: the same letters, or at most a third of them different. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name.length > 100) {
    return undefined;
  }
  const lower = known.map((other) => other.toLowerCase());
  const swapped = known.find((other) => letters(other) === letters(name));
  const candidate = closest(name.toLowerCase(), lower);
  const tolerance = Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3));
  const isNear = distance(name.toLowerCase(), candidate) <= tolerance;
  return swapped ?? (isNear ? known[lower.indexOf(candidate)] : undefined);
}

/** Names for a sentence: `a, b or c`. */
export function anyOf(names: readonly (string | number)[]): string {
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
