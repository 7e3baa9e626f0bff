import { DOMParser, type Node } from "@xmldom/xmldom";
import type { Element } from "./element";
import { type Problem, Refused } from "./problem";

/** How the console begins each of its files. */
const PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n\n';
/** Characters that XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets). */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const [ELEMENT, TEXT, CDATA] = [1, 3, 4];
/** Deeper than any console nests; a deeper file is meant to exhaust the stack. */
const DEEPEST = 200;

/** Reads a document without mixed content; throws `Refused` when it is not well formed. */
export function readXml(file: string, text: string): Element {
  const problem = (message: string, place?: string): Problem => ({ file, place, message });
  const failures: Problem[] = [];
  let root: Node | null = null;
  try {
    root = wellFormed(text, (line, message) => failures.push(problem(message, line)));
  } catch (error) {
    if (failures.length === 0) throw error;
  }
  if (failures.length > 0 || root === null) throw new Refused(failures.slice(0, 1));
  return toElement(root, (message, place) => new Refused([problem(message, place)]), 0);
}

function wellFormed(text: string, fail: (line: string, message: string) => void): Node | null {
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden !== null) fail(`line ${lineAt(text, forbidden.index)}`, "a character that XML cannot hold; remove it");
  const doctype = text.search(/<!DOCTYPE/i);
  if (doctype >= 0) fail(`line ${lineAt(text, doctype)}`, "a DOCTYPE, which no backup needs; remove it");
  if (forbidden !== null || doctype >= 0) return null;
  const parser = new DOMParser({
    normalizeLineEndings: (source) => source.replace(/\r\n?/g, "\n"),
    onError: (_level, message, context) => {
      const line = context?.locator?.lineNumber || 1;
      fail(`line ${line}`, `not well-formed XML: ${message}`);
      throw new Error(message);
    },
  });
  return parser.parseFromString(text.replace(/^\uFEFF/, ""), "text/xml").documentElement;
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

function toElement(node: Node, refused: (message: string, place?: string) => Refused, depth: number): Element {
  if (depth > DEEPEST) throw refused(`elements inside elements more than ${DEEPEST} deep; no console writes that`);
  const { attributes, nodeName, lineNumber } = node as Node & {
    attributes: Iterable<{ name: string; value: string }>;
    lineNumber?: number;
  };
  const all = new Map([...attributes].map(({ name, value }) => [name, value]));
  const [id, reference] = [all.get("id"), all.get("reference")];
  all.delete("id");
  all.delete("reference");
  const nodes = [...(node.childNodes as Iterable<Node>)];
  const text = nodes
    .filter(({ nodeType }) => nodeType === TEXT || nodeType === CDATA)
    .map(({ nodeValue }) => nodeValue);
  const children = nodes
    .filter(({ nodeType }) => nodeType === ELEMENT)
    .map((one) => toElement(one, refused, depth + 1));
  if (children.length > 0 && text.join("").trim() !== "") {
    throw refused(
      `<${nodeName}> has text between its elements; give the text an element of its own`,
      `line ${lineNumber}`,
    );
  }
  return { name: nodeName, attributes: all, id, reference, children, text: children.length > 0 ? "" : text.join("") };
}

/** Whether XML can hold the text. */
export function isWritable(text: string): boolean {
  return !FORBIDDEN.test(text);
}

/** Writes a document as the console does: two spaces, one element a line, no line break at the end. */
export function writeXml(root: Element): string {
  return PROLOGUE + written(root, "");
}

function written(element: Element, indent: string): string {
  const { name, children, text } = element;
  const open = `${indent}<${name}${writtenAttributes(element)}`;
  if (children.length > 0) {
    return `${open}>\n${children.map((one) => `${written(one, `${indent}  `)}\n`).join("")}${indent}</${name}>`;
  }
  return text === "" ? `${open}/>` : `${open}>${escaped(text)}</${name}>`;
}

function writtenAttributes({ attributes, id, reference }: Element): string {
  const all = [...attributes, ["id", id], ["reference", reference]] as const;
  return all
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(value!).replace(/["\n\t]/g, (one) => `&#${one.charCodeAt(0)};`)}"`)
    .join("");
}

function escaped(text: string): string {
  return text.replace(/[&<>\r]/g, (one) =>
    `&#${one.charCodeAt(0)};`.replace("&#38;", "&amp;").replace("&#60;", "&lt;").replace("&#62;", "&gt;"),
  );
}
