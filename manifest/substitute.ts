import { SECTIONS } from "../kinds/core/sections";
import { BUILT_IN_VARIABLES, type BuiltInVariables } from "../language/built-in-variables";
import { nearest } from "../language/diagnostics/nearest";
import { formatTemplate, notAReference, type Reference } from "../language/reference";
import { at, type Branch, type Diagnostic, keysOf, plain, type Step } from "../language/yaml/tree";

/** A tree as plain values, and the problems of the references in it. */
export interface Substituted {
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where references to resources can be resolved. `*` is one step, `**` is the rest of the path. */
const PLACES = [
  "services.*.environment.*",
  "services.*.containers.*.environment.*",
  "functions.*.environment.*",
  "permissions.*.*.on.*",
  "permissions.*.*.when.**",
  "images.*.build.args.*",
].map((pattern) => pattern.split("."));

function matches(pattern: readonly string[], path: readonly Step[]): boolean {
  const rest = pattern.indexOf("**");
  const steps = rest === -1 ? pattern : pattern.slice(0, rest);
  const long = rest === -1 ? path.length === steps.length : path.length > steps.length;
  return long && steps.every((step, index) => step === "*" || step === path[index]);
}

/** Whether a text at this path may have references to resources. */
export function mayRefer(path: readonly Step[]): boolean {
  return PLACES.some((pattern) => matches(pattern, path));
}

function misplaced(reference: Reference, resources: readonly string[]): string {
  const { resource, text } = reference;
  if (resource === "") {
    return notAReference(reference);
  }
  const word = nearest(resource, BUILT_IN_VARIABLES);
  if (word !== undefined && !resources.includes(resource)) {
    return `there is no \`${text}\`; did you mean \`\${${word}}\`?`;
  }
  return `\`${text}\` cannot be used here: references to resources work in \`environment\` of containers and functions, in \`on\` and \`when\` of permissions and in \`args\` of image builds; a literal \`\${\` is written \`$\${\``;
}

function resourcesOf(settings: Branch): string[] {
  return Object.values(SECTIONS).flatMap((section) => keysOf(settings, section));
}

/** Puts the words into every text of settings. `wordsFor` says whose words hold at a path. */
export function substitute(settings: Branch, wordsFor: (path: readonly Step[]) => BuiltInVariables): Substituted {
  const diagnostics: Diagnostic[] = [];
  const resources = resourcesOf(settings);
  const expandedKeys = new Set<string>();

  function expand(value: string, place: Pick<Diagnostic, "path" | "at">): string {
    const { path } = place;
    const expansion = wordsFor(path).expand(value);
    if ("problem" in expansion) {
      diagnostics.push({ ...place, message: expansion.problem });
      return value;
    }
    if (mayRefer(path)) {
      return formatTemplate(expansion.parts);
    }
    const reference = expansion.parts.find((part) => typeof part !== "string");
    if (reference !== undefined) {
      diagnostics.push({ ...place, message: misplaced(reference, resources) });
      return value;
    }
    return expansion.parts.join("");
  }

  function key(name: string, map: readonly Step[]): string {
    const place = { path: [...map, name], at: "key" as const };
    const expanded = expand(name, place);
    const whole = JSON.stringify([...map, expanded]);
    if (expandedKeys.has(whole) || (at(settings, [...map, expanded]) !== undefined && expanded !== name)) {
      diagnostics.push({
        ...place,
        message: `is \`${expanded}\` here, which is there already; take one of the two out`,
      });
    }
    expandedKeys.add(whole);
    return expanded;
  }

  return { value: plain(settings, { text: (value, path) => expand(value, { path: [...path] }), key }), diagnostics };
}
