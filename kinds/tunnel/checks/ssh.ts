import { canonical, range } from "../../../language/types/cidr";
import { keyMistake, withoutComment } from "../../../language/types/ssh-key";
import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";

/** Widest range that may come: as much as one organization has. A wider one is an internet provider's, with all its customers. */
const WIDEST = 16;

/**
 * Characters that keys may have together: an instance's user data has 16 KB
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html), and what is around the keys is below 2 KB.
 */
const MOST_CHARACTERS = 14_000;

/** By SSH come people with keys of their own, from ranges that are somebody's, and they go somewhere. */
export function tunnelSsh({ tunnel }: Environment): Diagnostic[] {
  if (tunnel?.ssh === undefined) return [];
  const { uses, ssh } = tunnel;
  const message = "leads nowhere; name what it reaches in `tunnel.uses`";
  return [
    ...(Object.keys(uses).length === 0 ? [{ path: ["tunnel", "ssh"], at: "key" as const, message }] : []),
    ...ranges(ssh.from),
    ...keys(ssh.keys),
  ];
}

function ranges(from: Readonly<Record<string, string>>): Diagnostic[] {
  return each(from, (text, others) => {
    const own = range(text);
    const twin = Object.keys(others).find((name) => canonical(range(others[name]!)) === canonical(own));
    if (own.prefix < WIDEST) {
      return `\`${text}\` has ${own.last - own.first + 1} addresses, any of which could try keys; name ranges of /${WIDEST} or smaller, or take \`ssh\` out and use \`drydock tunnel\``;
    }
    if (canonical(own) !== text) return `\`${text}\` is not the beginning of its range; write ${canonical(own)}`;
    return twin && `\`${text}\` is \`${twin}\` too; name each range once`;
  }).map(({ name, message }) => ({ path: ["tunnel", "ssh", "from", name], message }));
}

function keys(all: Readonly<Record<string, string>>): Diagnostic[] {
  const wrong = each(all, (key, others) => {
    const twin = Object.keys(others).find((name) => withoutComment(others[name]!) === withoutComment(key));
    return keyMistake(key) ?? (twin && `is the key of \`${twin}\` too; everybody has one of their own`);
  });
  const lines = Object.entries(all).map(([name, key]) => `${withoutComment(key)} ${name}\n`);
  const { length } = lines.join("");
  const message = `are ${length} characters, and a host takes ${MOST_CHARACTERS}; use ed25519 keys, which are short, or fewer`;
  return [
    ...wrong.map(({ name, message }) => ({ path: ["tunnel", "ssh", "keys", name], message })),
    ...(wrong.length === 0 && length > MOST_CHARACTERS ? [{ path: ["tunnel", "ssh", "keys"], message }] : []),
  ];
}

/** What is wrong with each entry of a map, given those before it. */
function each(
  map: Readonly<Record<string, string>>,
  mistake: (value: string, before: Readonly<Record<string, string>>) => string | undefined,
): { name: string; message: string }[] {
  return Object.entries(map).flatMap(([name, value], index, all) => {
    const message = mistake(value, Object.fromEntries(all.slice(0, index)));
    return message === undefined ? [] : [{ name, message }];
  });
}
