import { parseTemplate, type Reference } from "../../../language/reference";
import { terraformText } from "./terraform-text";

/** What a reference stands for: a value that may be seen, or a place in Secrets Manager that only ECS looks into. */
export type Value = { readonly plain: string } | { readonly secretFrom: string };

/** Finds what a reference stands for. */
export type Resolve = (reference: Reference) => Value;

/** A text with its references replaced; the manifest has made sure that none of them is a secret. */
export function plainText(text: string, resolve: Resolve): string {
  return parseTemplate(text)
    .map((part) => (typeof part === "string" ? terraformText(part) : plainValue(part, resolve)))
    .join("");
}

/** Environment variables, split into those that may be seen and those that ECS fills from Secrets Manager. */
export function environmentVariables(
  variables: Record<string, string>,
  resolve: Resolve,
): { environment: Record<string, string>; secrets: Record<string, string> } {
  const environment: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  for (const [name, text] of Object.entries(variables)) {
    const [only, ...more] = parseTemplate(text);
    const value = typeof only === "object" && more.length === 0 ? resolve(only) : undefined;
    if (value && "secretFrom" in value) secrets[name] = value.secretFrom;
    else environment[name] = plainText(text, resolve);
  }
  return { environment, secrets };
}

function plainValue(reference: Reference, resolve: Resolve): string {
  const value = resolve(reference);
  if ("plain" in value) return value.plain;
  throw new Error(`${reference.text} is a secret: it can only be the whole value of an environment variable`);
}
