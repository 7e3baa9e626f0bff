import { LineCounter, parseDocument, Scalar, stringify } from "yaml";
import type { Problem } from "./problem";
import type { Source } from "./source-form";

/** Reads YAML in which every scalar is text: `true`, `010` and `no` stay as written. */
export function readYaml(file: string, text: string, problems: Problem[]): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: "failsafe", lineCounter: lines, prettyErrors: false });
  for (const { pos, message } of [...document.errors, ...document.warnings]) {
    const { line, col } = lines.linePos(pos[0]);
    problems.push({ file, place: `line ${line}:${col}`, message: `not valid YAML: ${message}` });
  }
  if (document.errors.length > 0) return "";
  try {
    return text.trim() === "" ? new Map() : (document.toJS({ mapAsMap: true, maxAliasCount: 0 }) ?? new Map());
  } catch (error) {
    problems.push({ file, message: `not valid YAML: ${(error as Error).message}; write the value out` });
    return "";
  }
}

/** Writes YAML that `readYaml` reads back to the same. */
export function writeYaml(source: Source): string {
  return stringify(quoted(source), { schema: "failsafe", lineWidth: 0 });
}

/** Texts that plain YAML would bend (line ends, blanks at the edge, invisible characters) are double-quoted. */
function quoted(source: Source): unknown {
  if (Array.isArray(source)) return source.map(quoted);
  if (source instanceof Map) return new Map([...source].map(([key, value]) => [scalar(key), quoted(value)]));
  return scalar(source);
}

function scalar(text: string): unknown {
  const isBent = /^\s|\s$|[^\n\x20-\x7e\xa0-\u1fff\u3000-\ud7ff]/.test(text) || text === "";
  if (!isBent) return text;
  const made = new Scalar(text);
  made.type = Scalar.QUOTE_DOUBLE;
  return made;
}
