import { createHash } from "node:crypto";

/** A name cut to `limit` characters: the end of a longer one is replaced by six characters of its hash, so it stays unique. */
export function shorten(name: string, limit: number): string {
  if (name.length <= limit) return name;
  return `${name.slice(0, limit - 7).replace(/-+$/, "")}-${shortHash(name)}`;
}

/** Six hexadecimal characters that stand for a text. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 6);
}
