/** An IPv4 range. */
export interface Range {
  readonly text: string;
  /** Length of the network's prefix in bits. */
  readonly prefix: number;
  /** First address as a number. */
  readonly first: number;
  /** Last address as a number. */
  readonly last: number;
}

/** Reads an IPv4 range in CIDR notation, which the schema has checked. */
export function range(text: string): Range {
  const [address = "", bits = "0"] = text.split("/");
  const prefix = Number(bits);
  const size = 2 ** (32 - prefix);
  const number = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const first = Math.floor(number / size) * size;
  return { text, prefix, first, last: first + size - 1 };
}

/** A range as CIDR notation writes it: its first address and its prefix. */
export function canonical({ first, prefix }: Range): string {
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${bytes.join(".")}/${prefix}`;
}

/** Whether a range holds another one. */
export function contains(outer: Range, inner: Range): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether two ranges have an address in common. */
export function overlaps(one: Range, other: Range): boolean {
  return one.first <= other.last && other.first <= one.last;
}
