/** A reference to an attribute of a resource: `${provsys.secret.password}`. */
export interface Reference {
  /** Name of the resource; empty if the text is not a reference that can be read. */
  readonly resource: string;
  /** Names after the resource's, such as `["secret", "password"]`. */
  readonly attribute: string[];
  /** The reference as written. */
  readonly text: string;
}

/** A piece of text with references in it: literal text or a reference. */
export type Part = string | Reference;

const OPENING = /(\$+)\{/g;
const NAMES = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;

function reference(text: string): Reference {
  const names = text.slice(2, -1);
  if (!text.endsWith("}") || !NAMES.test(names)) {
    return { resource: "", attribute: [], text };
  }
  const [resource = "", ...attribute] = names.split(".");
  return { resource, attribute, text };
}

/** The message for a text that looks like a reference and is none. */
export function notAReference({ text }: Reference): string {
  return `\`${text}\` is not a reference; write \`\${name.attribute}\`, or \`$\${\` for the characters themselves`;
}

function joinLiterals(parts: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === "string" && typeof last === "string") {
      joined[joined.length - 1] = last + part;
    } else if (part !== "") {
      joined.push(part);
    }
  }
  return joined;
}

/** Splits text into literal pieces and references. `$${` is a literal `${`; `$$${x}` is a `$` before a reference. */
export function parseTemplate(text: string): Part[] {
  const parts: Part[] = [];
  let position = 0;
  for (const match of text.matchAll(OPENING)) {
    if (match.index < position) {
      continue;
    }
    const dollars = match[1]!.length;
    parts.push(text.slice(position, match.index), "$".repeat(Math.floor(dollars / 2)));
    position = match.index + dollars;
    if (dollars % 2 === 1) {
      const closing = text.indexOf("}", position);
      const end = closing === -1 ? text.length : closing + 1;
      parts.push(reference(text.slice(position - 1, end)));
      position = end;
    }
  }
  parts.push(text.slice(position));
  return joinLiterals(parts);
}

/** The text that `parseTemplate` reads as these parts. */
export function formatTemplate(parts: readonly Part[]): string {
  const whole = joinLiterals(parts);
  if (whole.length === 1 && typeof whole[0] === "string" && !whole[0].includes("$")) {
    return whole[0];
  }
  return whole
    .map((part, index) => {
      if (typeof part !== "string") {
        return part.text;
      }
      const escaped = part.replace(/\$+(?=\{)/g, "$&$&");
      return index === whole.length - 1 ? escaped : escaped.replace(/\$+$/, "$&$&");
    })
    .join("");
}
