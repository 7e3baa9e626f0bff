import { Composer, type CST, type Document, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, Parser } from "yaml";
import { syntaxMessage } from "./syntax";
import { extend, type Leaf, type Place, type PlacedDiagnostic, type Tree } from "./tree";

/**
 * Limits on what a file may hold, below what is slow to read. Manifests have three to five characters for each lexeme, so
 * one of the most bytes that are read has some 350,000; a tenth of that is far above any manifest we know of.
 */
const LIMITS = { depth: 50, lexemes: 400_000 };

const TOO_MANY = `is where the file passes ${LIMITS.lexemes} words and marks, the most that are read; make it several systems, each with a file of its own`;

/** A YAML text as a tree, if nothing is wrong with it. */
export interface Parsed {
  readonly tree?: Tree;
  readonly diagnostics: readonly PlacedDiagnostic[];
}

/** Maps whose keys may have words in them: the prefixes by which a bucket is used. */
const WORDED = /^((environments|modules)\.[^.]+\.)?(services|functions)\.[^.]+\.uses\.[^.]+$/;

type ParsedNode = Document.Parsed["contents"];

/** Turns the library's nodes into a tree, and finds what YAML allows and manifests do not. */
class Reader {
  readonly diagnostics: PlacedDiagnostic[] = [];

  constructor(private readonly lines: LineCounter) {}

  placeOf(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  report(place: Place, path: string, message: string): void {
    this.diagnostics.push({ ...place, path, message });
  }

  read(node: ParsedNode, path: string, key?: Place): Tree {
    const place = node ? this.placeOf(node.range[0]) : (key ?? { line: 1, column: 1 });
    const located = { place, key: key ?? place, path };
    this.rejectProperties(node, place, path);
    if (isMap(node)) {
      return { kind: "branch", ...located, entries: this.readEntries(node.items, path) };
    }
    if (isSeq(node)) {
      const items = node.items.map((item, index) => this.read(item as ParsedNode, extend(path, index)));
      return { kind: "list", ...located, items };
    }
    return { kind: "leaf", ...located, ...this.readScalar(node, place, path) };
  }

  private rejectProperties(node: ParsedNode, place: Place, path: string): void {
    if (isAlias(node)) {
      this.report(place, path, `aliases are not supported; write the value of \`*${node.source}\` out`);
    } else if (node?.anchor !== undefined) {
      this.report(place, path, `anchors are not supported; remove \`&${node.anchor}\` and write values out where used`);
    }
    if (node?.tag !== undefined) {
      this.report(place, path, `tags are not supported; remove \`${node.tag.replace("tag:yaml.org,2002:", "!!")}\``);
    }
  }

  private readScalar(node: ParsedNode, place: Place, path: string): Pick<Leaf, "value" | "source"> {
    if (!isScalar(node)) {
      return { value: null, source: "" };
    }
    const source = node.source ?? "";
    const { value } = node;
    if ((typeof value === "number" || typeof value === "boolean") && String(value) !== source) {
      this.report(place, path, misread(source, value));
    }
    return { value: value as Leaf["value"], source };
  }

  private readEntries(pairs: readonly { key: unknown; value: unknown }[], path: string): Map<string, Tree> {
    const entries = new Map<string, Tree>();
    for (const pair of pairs) {
      const node = pair.key as NonNullable<ParsedNode>;
      const place = this.placeOf(node.range[0]);
      const name = this.readKey(node, place, path);
      const key = String(name ?? "?");
      const earlier = entries.get(key);
      if (earlier !== undefined && name !== undefined) {
        this.report(place, extend(path, key), `is there twice, first in line ${earlier.key.line}; keep one of them`);
      }
      entries.set(key, this.read(pair.value as ParsedNode, extend(path, key), place));
    }
    return entries;
  }

  private readKey(node: NonNullable<ParsedNode>, place: Place, path: string): string | undefined {
    if (!isScalar(node)) {
      this.report(place, path, "a key must be text; YAML's complex keys are not supported");
      return undefined;
    }
    this.rejectProperties(node, place, path);
    const key = node.value;
    if (typeof key !== "string") {
      this.report(
        place,
        path,
        key === null ? "a key is missing before the colon" : `put the key ${node.source} in quotes`,
      );
      return undefined;
    }
    if (key === "<<") {
      this.report(place, path, "merge keys are not supported; write the values out");
    } else if (key in Object.prototype) {
      this.report(place, path, `\`${key}\` cannot be a key; choose another name`);
    } else if (key.includes("${") && !WORDED.test(path)) {
      this.report(place, path, `references are not possible in keys; write \`${key}\` out`);
    }
    return key;
  }
}

/** YAML reads 1.10 as 1.1, 012 as 12, 1e999 as infinite and True as true: what was meant cannot be told. */
function misread(source: string, value: number | boolean): string {
  const isExact = Math.abs(Number(value)) <= Number.MAX_SAFE_INTEGER;
  const advice = isExact ? `write ${value}, or put it in quotes if it is text` : "put it in quotes";
  const reading = Number.isFinite(Number(value)) ? value : "no finite number";
  return `YAML reads \`${source}\` as ${reading}; ${advice}`;
}

interface Tokens {
  readonly tokens: CST.Token[];
  readonly excess?: { offset: number; message: string };
}

/** Where lines begin. The parser tells too, but not of every line that follows an alias. */
function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  for (const start of [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]) {
    lines.addNewLine(start);
  }
  return lines;
}

function tokenize(text: string): Tokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
    }
    lexemes += 1;
    if (parser.stack.length > LIMITS.depth) {
      return {
        tokens,
        excess: { offset: parser.offset, message: `is nested over ${LIMITS.depth} levels deep; take levels out` },
      };
    }
    if (lexemes > LIMITS.lexemes) {
      return { tokens, excess: { offset: parser.offset, message: TOO_MANY } };
    }
  }
  tokens.push(...parser.end());
  return { tokens };
}

function compose(tokens: CST.Token[], length: number): [Document.Parsed, ...Document.Parsed[]] {
  const composer = new Composer({ version: "1.2", schema: "core", uniqueKeys: false, logLevel: "error" });
  return [...composer.compose(tokens, true, length)] as [Document.Parsed, ...Document.Parsed[]];
}

function syntaxDiagnostics(documents: readonly Document.Parsed[], text: string, reader: Reader): PlacedDiagnostic[] {
  const lines = text.split("\n");
  const firsts = new Map<number, PlacedDiagnostic>();
  for (const error of documents[0]!.errors) {
    const place = reader.placeOf(Math.min(error.pos[0], text.length));
    if (!firsts.has(place.line)) {
      firsts.set(place.line, { ...place, path: "", message: syntaxMessage(error, lines[place.line - 1] ?? "") });
    }
  }
  return [...firsts.values()];
}

/** Reads one YAML document. Anchors, aliases, merge keys, tags and directives are refused before anything is resolved. */
export function parseYaml(text: string): Parsed {
  const reader = new Reader(linesOf(text));
  const { tokens, excess } = tokenize(text);
  if (excess !== undefined) {
    reader.report(reader.placeOf(excess.offset), "", excess.message);
    return { diagnostics: reader.diagnostics };
  }
  const directive = tokens.find((token) => token.type === "directive");
  if (directive !== undefined) {
    reader.report(reader.placeOf(directive.offset), "", "directives are not supported; remove this line");
    return { diagnostics: reader.diagnostics };
  }
  const documents = compose(tokens, text.length);
  const [first, second] = documents;
  const syntax = syntaxDiagnostics(documents, text, reader);
  if (second !== undefined) {
    syntax.push({
      ...reader.placeOf(second.range[0]),
      path: "",
      message: "begins a second document; put each system into a file of its own",
    });
  }
  if (syntax.length > 0) {
    return { diagnostics: syntax };
  }
  const tree = reader.read(first.contents, "");
  return reader.diagnostics.length > 0 ? { diagnostics: reader.diagnostics } : { tree, diagnostics: [] };
}
