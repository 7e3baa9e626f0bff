/**
 * The commands that a last message names, in the order in which it names them: each `npx drydock …` or `npm run …` in
 * backticks, after a colon or after "Go on with:". The words of a command end with the backtick, a comment or the line.
 */
export function commandsOf(message: string): string[][] {
  const found = message
    .replaceAll("\r", "")
    .split("\n")
    .flatMap((line) => [...line.matchAll(/(?:npx drydock|npm run) [^`\n#]*/g)])
    .map(([text]) => text.trim().replace(/[.;]$/, ""))
    .map((text) => text.replace(/ (compares|says|and|if)\b.*$/, ""))
    .map((text) => text.replace(/^npx drydock /, "").replace(/^npm run (\S+) --/, "$1"))
    .map((text) => text.split(/\s+/));
  // A command that is named twice is typed once.
  return found.filter((words, index) => found.findIndex((other) => other.join(" ") === words.join(" ")) === index);
}

/** The last part of what a command said: from its verdict on, or the last lines. */
export function lastMessage(output: string): string {
  const verdict = Math.max(output.lastIndexOf("\nInterrupted. "), output.lastIndexOf("\nIt failed. "));
  return verdict >= 0 ? output.slice(verdict) : output.trimEnd().split("\n").slice(-12).join("\n");
}
