import { KIND_NAMES, SECTIONS } from "../kinds/core/sections";
import { nearest } from "../language/diagnostics/nearest";
import { at, type Branch, type Diagnostic, keysOf, type Step } from "../language/yaml/tree";

/** Where environments may add a name that the system does not have, and what the named thing is called. */
const PLACES: ReadonlyArray<readonly [noun: string, ...path: string[]]> = [
  ...KIND_NAMES.map((kind) => [kind, SECTIONS[kind]] as const),
  ["container", "services", "*", "containers"],
];

/** The addition that a diagnostic is about: a name the environment sets and the system, which has a similar one, lacks. */
function misspelling(base: Branch, own: Branch, diagnostic: Diagnostic): Diagnostic | undefined {
  for (const [noun, ...places] of PLACES) {
    const path = diagnostic.path.slice(0, places.length);
    const name = String(diagnostic.path[places.length] ?? "");
    const known = keysOf(base, ...path);
    const fits = places.every((step, index) => step === "*" || step === path[index]);
    if (fits && !known.includes(name) && keysOf(own, ...path).includes(name)) {
      const near = nearest(name, known);
      const message = `no ${noun} \`${name}\` in the system; did you mean \`${near}\`?`;
      return near === undefined ? undefined : { path: [...path, name], at: "key", message };
    }
  }
  return undefined;
}

function key(path: readonly Step[]): string {
  return JSON.stringify(path.map(String));
}

/**
 * Says of additions in which something is missing, and which are named like something of the system's, that their name
 * is probably wrong, in place of whatever else is wrong with them.
 */
export function additions(base: Branch, own: Branch, merged: Branch, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const missing = diagnostics.filter(({ path }) => at(merged, path) === undefined);
  const suspects = new Map(
    missing
      .flatMap((diagnostic) => misspelling(base, own, diagnostic) ?? [])
      .map((suspect) => [key(suspect.path), suspect]),
  );
  const lengths = [...new Set(PLACES.map((place) => place.length))];
  const others = diagnostics.filter(({ path }) => !lengths.some((length) => suspects.has(key(path.slice(0, length)))));
  return [...suspects.values(), ...others];
}
