/** What cdktf leaves out of a stack's HCL, because it was given as an override. */
export interface LeftOut {
  /** Versions of Terraform that the stack takes. */
  readonly requiredVersion: string;
  /** Ephemeral resources: type, name, arguments. */
  readonly ephemerals: readonly (readonly [
    type: string,
    name: string,
    args: Record<string, string | number | boolean>,
  ])[];
}

/**
 * Mends the HCL that cdktf 0.21 writes, so that Terraform reads from it what it reads from the JSON:
 * quotes within strings that have references are escaped, postconditions and WAF's statements are blocks, and what was
 * given as an override of the stack is there.
 */
export function mendHcl(hcl: string, { requiredVersion, ephemerals }: LeftOut): string {
  const mended = hcl
    .replace(/^ *0 = "required_version"$/m, `  required_version = "${requiredVersion}"`)
    .replace(/postcondition = \[\s*\{([^}]*(?:\$\{[^}]*\}[^}]*)*)\},?\s*\]/g, "postcondition {$1}")
    .replace(/^statement = \{\n(?:.+\n)+(?=\n)/gm, blocks)
    .split("\n")
    .map((line) =>
      line.replace(/^(\s*[\w-]+ = )"(.*)"(,?)$/, (_, name, text, comma) => `${name}"${escaped(text)}"${comma}`),
    )
    .join("\n");
  return [mended, ...ephemerals.map(ephemeralBlock)].join("\n");
}

/** Attributes as blocks, down to the last: cdktf has no type for WAF's statements and takes them for attributes. */
function blocks(attributes: string): string {
  return attributes.replace(/ = \{$/gm, " {").replace(/^(\w+) = \[\n\{\n((?:.+\n)+?)\},\n\]$/gm, "$1 {\n$2}");
}

function ephemeralBlock([type, name, args]: LeftOut["ephemerals"][number]): string {
  const lines = Object.entries(args).map(([key, value]) => `  ${key} = ${JSON.stringify(value)}`);
  return `ephemeral "${type}" "${name}" {\n${lines.join("\n")}\n}\n`;
}

/**
 * The text of a string in HCL. cdktf escapes the quotes of one without references, and nothing of one with references:
 * there, quotes and backslashes outside the references are escaped here.
 */
function escaped(text: string): string {
  if (!text.includes("${")) return text;
  return text
    .split(/((?<!\$)\$\{(?:[^{}"]|"[^"]*"|\{(?:[^{}"]|"[^"]*")*\})*\})/)
    .map((part, index) => (index % 2 === 0 ? part.replaceAll(/["\\]/g, "\\$&") : part))
    .join("");
}
