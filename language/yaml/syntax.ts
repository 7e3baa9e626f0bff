import type { ErrorCode, YAMLError } from "yaml";

const MESSAGES: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: "`&` and `*` are YAML's anchors and aliases, which are not supported; put text in quotes",
  BAD_DQ_ESCAPE: "is no escape that YAML knows; write \\\\ for a backslash, or use single quotes",
  BAD_INDENT: "is indented unlike its neighbours; start all entries of a map or a list in the same column",
  BAD_SCALAR_START: "text cannot begin with this character; put it in quotes",
  BLOCK_AS_IMPLICIT_KEY:
    "a value cannot go on with `key: value`; put text with `: ` in quotes, and indent keys like their neighbours",
  MULTILINE_IMPLICIT_KEY:
    "a key must be on one line with its colon; is a colon missing here, or the next line indented too far?",
  MULTIPLE_DOCS: "begins a second document; put each system into a file of its own",
  TAB_AS_INDENT: "is a tab; indent with spaces",
  UNEXPECTED_TOKEN: "cannot be here; check the indentation, quotes and brackets of this line and the one above",
};

const UNCLOSED = 'the list or map in brackets does not end; close it with "]" or "}"';

/** The library's own messages that say more than their code, in plain words. */
const WORDINGS: ReadonlyArray<readonly [RegExp, string]> = [
  [/^Flow .* must be sufficiently indented/, UNCLOSED],
  [/^Expected flow .* to end/, UNCLOSED],
  [/^Missing closing ['"]quote/, "the text in quotes does not end; close the quote"],
  [/^Implicit map keys need to be followed/, "is a key without a value; write `key: value`"],
];

const REFERENCE_HINT = '; within { } or [ ], put text with a reference in quotes: "${name}"';

/** What a syntax error means, in words for people who do not know YAML's grammar. */
export function syntaxMessage(error: YAMLError, line: string): string {
  const wording = WORDINGS.find(([pattern]) => pattern.test(error.message));
  const message = wording?.[1] ?? MESSAGES[error.code] ?? error.message;
  return error.code === "UNEXPECTED_TOKEN" && line.includes("${") ? message + REFERENCE_HINT : message;
}
