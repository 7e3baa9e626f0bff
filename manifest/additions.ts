import { KINDS, SECTIONS } from "./attributes";
import { nearest } from "./nearest";
import { type Branch, type Finding, keysOf } from "./tree";

/** Where environments may add a name that the system does not have, and what the named thing is called. */
const PLACES: ReadonlyArray<readonly [noun: string, ...path: string[]]> = [
  ...KINDS.map((kind) => [kind, SECTIONS[kind]] as const),
  ["container", "services", "*", "containers"],
];

/** The addition that a finding is about: a name the environment sets and the system, which has a similar one, lacks. */
function misspelling(base: Branch, own: Branch, finding: Finding): Finding | undefined {
  for (const [noun, ...places] of PLACES) {
    const path = finding.path.slice(0, places.length);
    const name = String(finding.path[places.length] ?? "");
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

/** Says of an incomplete addition with a name like one of the system's that its name is probably wrong. */
export function additions(base: Branch, own: Branch, findings: readonly Finding[]): Finding[] {
  const replaced = findings.map((finding) => misspelling(base, own, finding) ?? finding);
  const keys = new Map(
    replaced.map((finding) => [JSON.stringify([finding.path.map(String), finding.message]), finding]),
  );
  return [...keys.values()];
}
