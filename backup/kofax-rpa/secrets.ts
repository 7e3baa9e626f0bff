import { type Element, placeOf, walk } from "./element";

/** Names of what must never be in a backup, letters only. */
const NAME =
  /password|passwd|passphrase|secret|credential|privatekey|apikey|accesstoken|refreshtoken|productionkey|licen[cs]ekey|encrypterchecksum/;
/** A bcrypt hash; a ciphertext of the console's key store (wrapped key : iv : text); a private key; a URL with a password. */
const VALUES = [
  /\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{20}/,
  /^[A-Za-z0-9+/]{16,}={0,2}:[A-Za-z0-9+/]{8,}={0,2}:[A-Za-z0-9+/]{8,}={0,2}$/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /:\/\/[^/\s:@]+:[^/\s@]+@/,
];
/** What a switch says, such as USE_ROBOSERVER_CREDENTIALS. */
const HARMLESS = new Set(["", "true", "false"]);

/** Whether something of this name holds a password, key or hash. */
export function isSecretName(name: string): boolean {
  return NAME.test(name.toLowerCase().replace(/[^a-z]/g, ""));
}

/** Whether the text itself is a hash, ciphertext, private key or URL with a password. */
export function isSecretValue(text: string): boolean {
  return VALUES.some((shape) => shape.test(text));
}

/** A password, key or hash in a document: where it is, and what takes its value out. */
export interface Secret {
  readonly place: string;
  readonly remove: () => void;
}

/** Every element and attribute that holds a password, key or hash. */
export function secretsIn(root: Element): Secret[] {
  return [...walk(root)].flatMap(([element, ancestors]) => [
    ...textSecret(element, ancestors),
    ...attributeSecrets(element, ancestors),
  ]);
}

function textSecret(element: Element, ancestors: readonly Element[]): Secret[] {
  if (HARMLESS.has(element.text) || element.children.length > 0) return [];
  if (!isSecretValue(element.text) && !namesOf(element, ancestors).some(isSecretName)) return [];
  const remove = () => {
    element.text = "";
  };
  return [{ place: placeOf(element, ancestors), remove }];
}

/** The names a text goes by: its element's, its `name` attribute, and for a `value` the name or key beside it or around it. */
function namesOf(element: Element, ancestors: readonly Element[]): string[] {
  const parent = ancestors.at(-1);
  const own = [element.name, element.attributes.get("name") ?? ""];
  if (element.name === "name" || element.name === "key") return [];
  const beside = parent?.children.filter(({ name }) => name === "name" || name === "key").map(({ text }) => text) ?? [];
  const around = element.attributes.get("name") === "value" || element.name === "value";
  return around ? [...own, ...beside, parent?.attributes.get("name") ?? "", parent?.name ?? ""] : own;
}

function attributeSecrets(element: Element, ancestors: readonly Element[]): Secret[] {
  return [...element.attributes]
    .filter(([name, value]) => !HARMLESS.has(value) && (isSecretName(name) || isSecretValue(value)))
    .map(([name]) => ({
      place: `${placeOf(element, ancestors)}/@${name}`,
      remove: () => element.attributes.set(name, ""),
    }));
}
