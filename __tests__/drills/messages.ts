/**
 * The commands that a last message names, in the order in which it names them: each `npx drydock …`, `npx cdktf …` or
 * `npm run …` in backticks, after a colon or after "Go on with:". The words of a command end with the backtick, a comment
 * or the line; the first word is the program. To log in is not to type a command of ours: the person does it.
 */
export function commandsOf(message: string): string[][] {
  const found = message
    .replaceAll("\r", "")
    .split("\n")
    .flatMap((line) => [...line.matchAll(/(?:npx drydock|npx cdktf|npm run) [^`\n#]*/g)])
    .map(([text]) => text.trim().replace(/[.;]$/, ""))
    .map((text) => text.replace(/ (compares|says|and|if)\b.*$/, ""))
    .map((text) => text.replace(/^npx /, "").replace(/^npm run (\S+) --/, "drydock $1"))
    .map((text) => text.split(/\s+/))
    .filter(([, verb]) => verb !== "login");
  // A command that is named twice is typed once.
  return found.filter((words, index) => found.findIndex((other) => other.join(" ") === words.join(" ")) === index);
}

/** Where a last message begins. */
const VERDICTS = ["Interrupted. ", "It failed. ", "Terraform was cut off in ", "Terraform has written the state of "];

/** The last part of what a command said: from its verdict on, or the last lines. */
export function lastMessage(output: string): string {
  const begins = VERDICTS.map((verdict) => output.lastIndexOf(`\n${verdict}`)).filter((at) => at >= 0);
  return begins.length > 0 ? output.slice(Math.min(...begins)) : output.trimEnd().split("\n").slice(-12).join("\n");
}
