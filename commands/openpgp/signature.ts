import { createVerify, type KeyObject } from "node:crypto";
import { newLength, Reader } from "./packets";

/** Kinds of signatures that are read here (RFC 9580, section 5.2.1). */
export const KINDS = { document: 0x00, keyBinding: 0x18, certification: [0x10, 0x11, 0x12, 0x13] } as const;

/** RSA, and RSA for signatures only (RFC 9580, section 9.1). */
const RSA = [1, 3];

/** Hashes that are safe today (RFC 9580, section 9.5); a signature with another one counts for nothing. */
const HASHES: Readonly<Record<number, string>> = { 8: "sha256", 9: "sha384", 10: "sha512" };

/** Subpackets that are read (RFC 9580, section 5.2.3.7). */
const SUBPACKETS = { created: 2, keyLifetime: 9, keyFlags: 27, issuerFingerprint: 33 } as const;

/** A version 4 RSA signature. */
export interface Signature {
  readonly kind: number;
  /** When it was made: seconds since 1970. */
  readonly created: number;
  /** Fingerprint of the key that made it, in capital hexadecimal digits, if it says so under its own protection. */
  readonly issuer?: string;
  /** How long the key that it is about is valid: seconds since that key was made; without one, always. */
  readonly keyLifetime?: number;
  /** What the key that it is about may do: 2 means to sign data. */
  readonly keyFlags: number;
  /** Whether a key made it over what it is about. */
  isBy(key: KeyObject, subject: Buffer): boolean;
}

/** Reads the body of a signature packet; undefined if it is of a kind that is not trusted here. */
export function readSignature(body: Buffer): Signature | undefined {
  const reader = new Reader(body);
  if (reader.number(1) !== 4) return undefined;
  const kind = reader.number(1);
  const algorithm = reader.number(1);
  const hash = HASHES[reader.number(1)];
  const hashed = reader.bytes(reader.number(2));
  reader.bytes(reader.number(2)); // Subpackets that the signature does not protect.
  reader.bytes(2); // The first octets of the hash, which help nobody here.
  if (!RSA.includes(algorithm) || hash === undefined) return undefined;
  const value = reader.integer();
  const subpackets = readSubpackets(hashed);
  const created = subpackets.get(SUBPACKETS.created);
  if (!created) return undefined;
  const trailer = Buffer.concat([body.subarray(0, 6 + hashed.length), ending(6 + hashed.length)]);
  return {
    kind,
    created: created.readUInt32BE(0),
    issuer: subpackets.get(SUBPACKETS.issuerFingerprint)?.subarray(1).toString("hex").toUpperCase(),
    keyLifetime: subpackets.get(SUBPACKETS.keyLifetime)?.readUInt32BE(0) || undefined,
    keyFlags: subpackets.get(SUBPACKETS.keyFlags)?.[0] ?? 0,
    isBy: (key, subject) => {
      const size = Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
      if (value.length > size) return false;
      const padded = Buffer.concat([Buffer.alloc(size - value.length), value]);
      return createVerify(hash).update(subject).update(trailer).verify(key, padded);
    },
  };
}

/** What follows the hashed part: version, 0xFF and the length of that part (RFC 9580, section 5.2.4). */
function ending(length: number): Buffer {
  const bytes = Buffer.from([4, 0xff, 0, 0, 0, 0]);
  bytes.writeUInt32BE(length, 2);
  return bytes;
}

function readSubpackets(bytes: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  const reader = new Reader(bytes);
  while (!reader.atEnd) {
    const length = newLength(reader);
    const type = reader.number(1) & 0x7f; // The first bit says that it is critical.
    found.set(type, reader.bytes(length - 1));
  }
  return found;
}
