import { parseTemplate } from "../../../language/reference";
import type { Diagnostic, Step } from "../../../language/yaml/tree";
import type { Environment } from "../environment";
import { secretShape } from "./secret-shapes";

/** Maps whose keys people choose, so that a key says what its value is. */
const NAMED = ["environment", "args", "settings", "parameters", "variables"];

/** A word of a name that says that the value is a secret, at its end or in the middle of other words. */
const SECRET_WORD =
  /(PASSWORD|PASSWD|PASSPHRASE|PASSCODE|SECRET|CREDENTIALS?|APIKEY|PRIVATEKEY|SECRETKEY|ACCESSKEY)$|^(PWD|PASS|TOKEN|JWT)$/;
/** Words that say it of the KEY after them. */
const KEY_OF = ["API", "ACCESS", "PRIVATE", "SECRET", "SIGNING", "ENCRYPTION", "ENCRYPT", "MASTER", "AUTH", "SHARED"];
/** Last words that say that it is something about a secret: how long it is, where it is, what it is called. */
const ABOUT = new Set(
  `ADDRESS AGE ALGORITHM ARN ATTEMPTS AUDIENCE BUCKET CLASS CLIENT COST COUNT DAYS DIR DIRECTORY DOMAIN EMAIL ENABLED
  ENDPOINT EXPIRATION EXPIRES EXPIRY FIELD FILE FOLDER FORMAT HEADER HASHER HASHERS HOST HOURS ID ISSUER LENGTH LEVEL
  LIFETIME LIMIT LOCATION LOCATIONS MAX METHOD MIN MINUTES MODE NAME NAMES PATH PERIOD POLICY PORT PREFIX PROVIDER REGION
  REQUIRED ROTATION SECONDS SIZE STORE STRENGTH TABLE TIMEOUT TTL TYPE URI URL URLS USER USERNAME VALIDATORS VALIDITY
  VERSION`.split(/\s+/),
);

/** Whether a name says that its value is a secret. */
export function namesSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toUpperCase()
    .split(/[^A-Z0-9]+|(?<=[A-Z])(?=\d+$)/)
    .filter((word) => word !== "" && !/^\d+$/.test(word));
  if (words.length === 0 || name === "PWD" || ABOUT.has(words.at(-1)!)) return false;
  return words.some((word, index) => SECRET_WORD.test(word) || (word === "KEY" && KEY_OF.includes(words[index - 1]!)));
}

/** Values that are no secret whatever they are called: nothing, yes or no, a name of AWS's, a page or a file. */
function isHarmless(value: string): boolean {
  return (
    value === "" ||
    /^(true|false|yes|no|on|off|none|null)$/i.test(value) ||
    /^arn:aws[\w-]*:/.test(value) ||
    /^https?:\/\/[^\s@?]+$/.test(value) ||
    /^\/[\w.-]+(\/[\w.-]+)+$/.test(value)
  );
}

/** What a text is that must not be written here. */
function literal(text: string, path: readonly Step[]): string | undefined {
  const shape = secretShape(text);
  if (shape !== undefined) return `has what looks like ${shape}`;
  const name = String(path.at(-1));
  if (!NAMED.includes(String(path.at(-2))) || !namesSecret(name)) return undefined;
  const hasReference = parseTemplate(text).some((part) => typeof part !== "string");
  return hasReference || isHarmless(text) ? undefined : `is written here, and \`${name}\` sounds like a secret`;
}

/** How the value gets where it is needed without being written. */
function remedy([section, , ...rest]: readonly Step[], name: string): string {
  if (section === "functions") {
    return `keep it in a secret and give the function its ARN: \`secrets: { app: { keys: [${name}] } }\` and \`\${app.arn}\``;
  }
  if (section === "services" && rest.includes("environment")) {
    return `keep it in a secret: \`secrets: { app: { keys: [${name}] } }\` and \`${name}: \${app.${name}}\``;
  }
  if (section === "images") return "let the build do without it; who has the image can read its arguments";
  return "keep it in a secret (`secrets`), and let the container read it from a variable";
}

/** The name by which a value can be called no secret: its key, or that of the list it is in. */
function nameOf(path: readonly Step[]): string {
  return String(path.findLast((step) => typeof step === "string"));
}

/** Secrets that are written out in settings; `harmless` has the names of those that are none. */
export function literalSecretsIn(
  value: unknown,
  path: readonly Step[],
  harmless: Readonly<Record<string, unknown>>,
): Diagnostic[] {
  if (typeof value === "string") {
    const name = nameOf(path);
    const found = Object.hasOwn(harmless, name) ? undefined : literal(value, path);
    if (found === undefined) return [];
    const message = `${found}; everybody who reads the template, a plan or the state could read it: ${remedy(path, name)}. If it is none, say why in \`notSecret: { ${name}: … }\``;
    return [{ path, message }];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    literalSecretsIn(one, [...path, Array.isArray(value) ? Number(key) : key], harmless),
  );
}

/** No secret is written out (a tunnel's keys have a check of their own): it would be in templates, plans and states, which hold none. */
export function literalSecrets({
  notSecret,
  system: _,
  name: __,
  tunnel: ___,
  ...settings
}: Environment): Diagnostic[] {
  return literalSecretsIn(settings, [], notSecret);
}
