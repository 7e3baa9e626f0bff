import { jsonOrNothing } from "../../base/json";

/** A value that nobody but its readers may see. */
export interface SecretValue {
  /** Name of the secret, and key of the value within it. */
  readonly name: string;
  readonly value: string;
}

/** A file that was left behind. */
export interface WrittenFile {
  readonly path: string;
  readonly content: Buffer;
}

/** Keys of RDS secrets whose values are no secrets (https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html). */
const PUBLIC_KEYS = ["username", "engine", "host", "port", "dbname", "dbInstanceIdentifier", "dbClusterIdentifier"];

/** Shorter values turn up by chance. */
const SHORTEST = 8;

/** The values in a secret: one for each key of a JSON object, or the text as a whole. */
export function secretValues(name: string, text: string): SecretValue[] {
  return entries(text)
    .filter(([key, value]) => !PUBLIC_KEYS.includes(key) && value.length >= SHORTEST)
    .map(([key, value]) => ({ name: key === "" ? name : `${name} (${key})`, value }));
}

function entries(text: string): [string, string][] {
  const value = jsonOrNothing(text);
  // A secret may be any text.
  if (typeof value !== "object" || value === null) return [["", text]];
  return Object.entries(value).map(([key, one]) => [key, String(one)]);
}

/** No secret value is in any file: not as it is, not escaped for JSON or a URL, not within base64. */
export function noSecretValue(secrets: readonly SecretValue[], files: readonly WrittenFile[]): string[] {
  return secrets.flatMap(({ name, value }) => {
    const forms = formsOf(value);
    return files
      .filter(({ content }) => forms.some((form) => content.includes(form)))
      .map(({ path }) => `${path} holds the secret value ${name}`);
  });
}

function formsOf(value: string): string[] {
  return [...new Set([value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), ...base64Forms(value)])];
}

/** How a value looks within base64, at each of the three places where it can begin in a group of bytes. */
function base64Forms(value: string): string[] {
  return [0, 1, 2].map((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)]);
    const whole = Math.floor(bytes.length / 3) * 3;
    // The first group may hold other bytes before the value.
    return bytes.subarray(shift === 0 ? 0 : 3, whole).toString("base64");
  });
}
