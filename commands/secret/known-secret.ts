import type { Environment } from "../../kinds/core/environment";
import { environmentName, nameIn } from "../../kinds/core/names";
import { secretName } from "../../kinds/secret/names";
import { anyOf, nearest, suggestion } from "../../language/diagnostics/nearest";
import { UserError } from "../base/user-error";

/** A secret that a manifest describes. */
export interface KnownSecret {
  /** Name in the manifest. */
  readonly name: string;
  /** Name in Secrets Manager. */
  readonly id: string;
  /** Keys that it may have. */
  readonly keys: readonly string[];
  /** What makes it. */
  readonly maker: string;
  /** Services that use it. */
  readonly services: readonly string[];
}

/** The secrets of an environment. */
export function knownSecrets(environment: Environment): KnownSecret[] {
  const { secrets, services } = environment;
  return Object.entries(secrets).map(([name, { existing, keys, generate }]) => ({
    name,
    id: existing ?? secretName(environment, name),
    keys: [...generate, ...keys],
    maker: existing ? "make it in Secrets Manager" : `deploy ${nameIn(environment, "data")}`,
    services: Object.keys(services).filter((service) => services[service]!.uses[name] !== undefined),
  }));
}

/** The secret with this name. */
export function findSecret(environment: Environment, name: string): KnownSecret {
  const known = knownSecrets(environment);
  const found = known.find((secret) => secret.name === name);
  if (found) return found;
  const names = known.map((secret) => secret.name);
  throw new UserError(
    `${environmentName(environment)} has no secret ${name}; ${suggestion(name, names, "it has none")}`,
    2,
  );
}

/** Refuses keys that the manifest does not know. */
export function refuseUnknownKeys({ name, keys }: KnownSecret, wanted: readonly string[]): void {
  for (const key of wanted.filter((one) => !keys.includes(one))) {
    // Somebody may have written KEY=value: what looks like no key is not repeated.
    if (!/^[A-Za-z0-9_.-]+$/.test(key)) {
      throw new UserError("A key has letters, digits, dots, hyphens and underscores only; its value is asked for.", 2);
    }
    throw new UserError(
      `Secret ${name} has no key ${key}; ${keySuggestion(key, keys)} (or add it to its \`keys\` in the manifest)`,
      2,
    );
  }
}

/** Keys are often in capitals, which say nothing about what was meant. */
function keySuggestion(key: string, keys: readonly string[]): string {
  const near = nearest(
    key,
    keys.map((one) => one.toLowerCase()),
  );
  const found = keys.find((one) => one.toLowerCase() === near);
  return found ? `did you mean \`${found}\`?` : `choose ${anyOf(keys)}`;
}
