// Where in the sources an error was thrown: the compiled program is one long file.
const { readFileSync } = require("node:fs");
const { SourceMap } = require("node:module");
const { join } = require("node:path");

/** The error, with files and lines of the sources in its stack trace. */
function withSourcePlaces(error, file) {
  if (!(error instanceof Error) || !error.stack?.includes(file)) return error;
  try {
    const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8")));
    const root = join(__dirname, "..");
    error.stack = error.stack.replaceAll(new RegExp(`${quoted(file)}:(\\d+):(\\d+)`, "g"), (place, line, column) => {
      const { originalSource, originalLine, originalColumn } = map.findEntry(Number(line) - 1, Number(column) - 1);
      if (originalSource === undefined) return place;
      return `${join(root, originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
    });
  } catch {}
  return error;
}

/** A text as a regular expression that it alone matches. */
function quoted(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

module.exports = { withSourcePlaces };
