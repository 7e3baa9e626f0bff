import type { Environment } from "../../kinds/core/environment";

/** Account of everything in the emulator (https://docs.getmoto.org/en/latest/docs/multi_account.html). */
export const ACCOUNT = "123456789012";
/** Where the emulated AWS is for containers. */
export const EMULATOR = { host: "aws", port: 5000, url: "http://aws:5000" } as const;

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
