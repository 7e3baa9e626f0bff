import type { Environment } from "../environment";

/** The variable of `.env` that has a secret value. */
export function variable({ system, name: environment }: Environment, ...names: readonly string[]): string {
  return [system, environment, ...names]
    .join("_")
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, "_");
}

/** A reference to a variable, which Compose replaces. */
export function interpolation(name: string): string {
  return `\${${name}}`;
}

/** Text that Compose leaves as it is. */
export function literal(text: string): string {
  return text.replaceAll("$", "$$$$");
}
