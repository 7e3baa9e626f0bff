import { child, type Element } from "./element";
import { addressOf, elementsById } from "./references";

/** What a person edits: texts, lists and mappings of a YAML file in which every scalar is text. */
export type Source = string | Source[] | Map<string, Source>;

/** Writes an element as a person would: no ids, references as addresses, lists of name and value as a mapping. */
export function toSource(root: Element): Source {
  const byId = elementsById(root);
  const source = (element: Element): Source => {
    const { attributes, children, text, reference } = element;
    const rest = new Map([...attributes].filter(([name]) => name !== "class"));
    const markedId = (element.id !== undefined) !== usuallyHasId(element);
    if (children.length === 0 && attributes.size === 0 && reference === undefined) {
      return markedId ? new Map([["$object", text]]) : text;
    }
    const map = new Map<string, Source>();
    if (attributes.has("class")) map.set("$class", attributes.get("class")!);
    if (reference !== undefined) map.set("$ref", addressOf(root, byId.get(reference)!));
    if (markedId) map.set("$id", element.id === undefined ? "no" : "yes");
    if (rest.size > 0) map.set("$attributes", rest);
    if (text !== "") map.set("$text", text);
    for (const [key, value] of childrenSource(element, source)) map.set(key, value);
    return map;
  };
  return source(root);
}

function childrenSource({ children, attributes }: Element, source: (one: Element) => Source): Map<string, Source> {
  if (isPairs(children)) {
    const pairs = children.map((one) => [child(one, "name")!.text, child(one, "value")!.text] as const);
    return new Map([["$pairs", children[0]!.name], ...pairs]);
  }
  const names = children.map(({ name }) => name);
  const isTogether = names.every(
    (name, index) => index === 0 || name === names[index - 1] || !names.slice(0, index).includes(name),
  );
  if (!isTogether) {
    return new Map([["$children", children.map((one) => new Map([[one.name, source(one)]]))]]);
  }
  return new Map(
    [...new Set(names)].map((name) => {
      const same = children.filter((one) => one.name === name).map(source);
      return [name, same.length > 1 || attributes.get("class") === "vector" ? same : same[0]!];
    }),
  );
}

/** Options: elements of one name that hold exactly a name and a value, each name once. */
function isPairs(children: readonly Element[]): boolean {
  const names = children.map((one) => child(one, "name")?.text ?? "");
  return (
    children.length > 1 &&
    children.every((one, index) => one.name === children[0]!.name && isPair(one) && !/^($|\$)/.test(names[index]!)) &&
    new Set(names).size === names.length
  );
}

function isPair({ id, attributes, reference, children: [name, value, ...more] }: Element): boolean {
  const isPlain = (one: Element | undefined) =>
    one !== undefined &&
    one.children.length + one.attributes.size === 0 &&
    one.id === undefined &&
    one.reference === undefined;
  const isBare = id !== undefined && attributes.size === 0 && reference === undefined;
  return (
    isBare && more.length === 0 && isPlain(name) && isPlain(value) && name!.name === "name" && value!.name === "value"
  );
}

/** The console gives an id to what has a class or elements of its own, unless it points elsewhere. */
function usuallyHasId({ attributes, children, reference }: Element): boolean {
  return reference === undefined && (children.length > 0 || attributes.has("class"));
}

/** What a source could not mean. */
export type Fail = (place: string, message: string) => void;

const NAME = /^[A-Za-z_][\w.-]*$/;
const KEYS = ["$class", "$ref", "$id", "$attributes", "$text", "$object", "$pairs", "$children", "$aliases"];

/** Reads what a person wrote; ids are still `?` and references still addresses (see `numbered`). */
export function fromSource(name: string, source: Source, fail: Fail, place = name): Element {
  const element: Element = { name, attributes: new Map(), children: [], text: "" };
  if (!NAME.test(name))
    fail(place, `\`${name}\` cannot name an XML element; use letters, digits, \`_\`, \`-\` and \`.\``);
  if (typeof source === "string") return { ...element, text: source };
  if (Array.isArray(source)) {
    fail(place, "a list where one element is meant; write a mapping");
    return element;
  }
  const get = (key: string) => source.get(key);
  for (const key of [...source.keys()].filter((one) => one.startsWith("$") && !KEYS.includes(one))) {
    fail(`${place}.${key}`, `unknown; the keys with a \`$\` are ${KEYS.join(", ")}`);
  }
  const text = (key: string) => textAt(get(key), `${place}.${key}`, fail);
  if (source.has("$class")) element.attributes.set("class", text("$class"));
  for (const [key, value] of entriesAt(get("$attributes"))) {
    element.attributes.set(key, textAt(value, `${place}.$attributes.${key}`, fail));
  }
  if (source.has("$ref")) element.reference = text("$ref");
  element.text = source.has("$object") ? text("$object") : source.has("$text") ? text("$text") : "";
  element.children.push(...childrenFrom(source, fail, place));
  const hasId = source.has("$id") ? get("$id") === "yes" : source.has("$object") || usuallyHasId(element);
  if (hasId) element.id = "?";
  return element;
}

function childrenFrom(source: Map<string, Source>, fail: Fail, place: string): Element[] {
  const entries = [...source].filter(([key]) => !key.startsWith("$"));
  if (source.has("$pairs")) {
    const name = textAt(source.get("$pairs"), `${place}.$pairs`, fail);
    return entries.map(([key, value]) => {
      const pair = new Map([
        ["name", key],
        ["value", textAt(value, `${place}.${key}`, fail)],
      ]);
      return fromSource(name, pair, fail, `${place}.${key}`);
    });
  }
  const listed = source.get("$children");
  const ordered = Array.isArray(listed) ? listed.flatMap((one) => entriesAt(one)) : [];
  return [...entries, ...ordered].flatMap(([key, value]) =>
    Array.isArray(value)
      ? value.map((one, index) => fromSource(key, one, fail, `${place}.${key}[${index + 1}]`))
      : [fromSource(key, value, fail, `${place}.${key}`)],
  );
}

function textAt(source: Source | undefined, place: string, fail: Fail): string {
  if (typeof source === "string") return source;
  fail(place, "a mapping or list where a text is meant; write the text");
  return "";
}

function entriesAt(source: Source | undefined): [string, Source][] {
  return source instanceof Map ? [...source] : [];
}
