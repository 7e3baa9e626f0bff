import type { Diagnostic } from "../../language/yaml/tree";
import type { Environment } from "../core/environment";
import { SECRET_ATTRIBUTES } from "./attributes";
import type { Secret } from "./settings";

const RESERVED: readonly string[] = SECRET_ATTRIBUTES.map(({ name }) => name);

function keyDiagnostics(name: string, { keys, generate }: Secret): Diagnostic[] {
  const seen = new Set<string>();
  return Object.entries({ keys, generate }).flatMap(([list, entries]) =>
    entries.flatMap((key, index) => {
      const path = ["secrets", name, list, index];
      if (RESERVED.includes(key)) {
        return [{ path, message: `\`\${${name}.${key}}\` has a meaning already; choose another key` }];
      }
      const repeated = seen.has(key);
      seen.add(key);
      return repeated
        ? [{ path, message: `\`${key}\` is there twice; name each key once in \`keys\` or \`generate\`` }]
        : [];
    }),
  );
}

function secretDiagnostics(name: string, secret: Secret): Diagnostic[] {
  const { keys, generate, existing } = secret;
  const path = ["secrets", name];
  if (existing !== undefined && generate.length > 0) {
    const message = "is not possible for a secret that is there already; use `keys` and set their values there";
    return [{ path: [...path, "generate"], at: "key", message }];
  }
  if (existing === undefined && keys.length + generate.length === 0) {
    return [{ path, message: "has no keys; name them in `keys` (set by an operator) or `generate` (made once)" }];
  }
  return keyDiagnostics(name, secret);
}

/** Secrets have keys, each once, with names that references can tell apart. */
export function secrets(environment: Environment): Diagnostic[] {
  return Object.entries(environment.secrets).flatMap(([name, secret]) => secretDiagnostics(name, secret));
}
