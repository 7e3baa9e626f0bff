import { closest, distance } from "fastest-levenshtein";

function letters(name: string): string {
  return [...name].sort().join("");
}

/** The known name that a wrong one was probably meant to be: the same letters, or at most a third of them different. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name.length > 100) {
    return undefined;
  }
  const lower = name.toLowerCase();
  const swapped = known.find((other) => letters(other) === letters(lower));
  const candidate = swapped ?? closest(lower, known);
  const tolerance = Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3));
  return swapped ?? (distance(lower, candidate) <= tolerance ? candidate : undefined);
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
