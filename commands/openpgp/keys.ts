import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { dearmor } from "./armor";
import { type Packet, Reader, readPackets, TAGS } from "./packets";
import { KINDS, readSignature, type Signature } from "./signature";

/** The flag of keys that may sign data (RFC 9580, section 5.2.3.29). */
const MAY_SIGN = 2;

/** A key that may sign data, from when until when. */
export interface SigningKey {
  /** In capital hexadecimal digits. */
  readonly fingerprint: string;
  readonly key: KeyObject;
  /** Seconds since 1970. */
  readonly from: number;
  /** Seconds since 1970; without one, for ever. */
  readonly until?: number;
}

/**
 * The keys that may sign in an armored public key: its primary key and its subkeys, as far as the primary key itself
 * says so. The primary key is trusted, because whoever calls this has chosen it.
 */
export function readSigningKeys(armored: string): SigningKey[] {
  return dearmor(armored, "PUBLIC KEY BLOCK").flatMap((bytes) => signingKeys(readPackets(bytes)));
}

/** A primary key or subkey, and the packets that follow it. */
interface Part {
  readonly packet: Packet;
  readonly following: readonly Packet[];
}

function signingKeys(packets: readonly Packet[]): SigningKey[] {
  const parts = split(packets);
  const primary = parts[0];
  if (primary?.packet.tag !== TAGS.publicKey) return [];
  const own = readKey(primary.packet.body);
  if (!own) return [];
  const userId = primary.following.find(({ tag }) => tag === TAGS.userId);
  const named = userId && Buffer.concat([framed(primary.packet.body), prefixed(0xb4, userId.body)]);
  const certified = named && newest(primary.following, KINDS.certification, own.key, named);
  return parts.flatMap(({ packet, following }) => {
    const key = readKey(packet.body);
    if (!key) return [];
    const bound = Buffer.concat([framed(primary.packet.body), framed(packet.body)]);
    const says = packet === primary.packet ? certified : newest(following, [KINDS.keyBinding], own.key, bound);
    if (!says || (says.keyFlags & MAY_SIGN) === 0) return [];
    const until = says.keyLifetime === undefined ? undefined : key.from + says.keyLifetime;
    return [{ ...key, until }];
  });
}

function split(packets: readonly Packet[]): Part[] {
  const isKey = ({ tag }: Packet) => tag === TAGS.publicKey || tag === TAGS.publicSubkey;
  const starts = packets.flatMap((packet, index) => (isKey(packet) ? [index] : []));
  return starts.map((start, index) => ({
    packet: packets[start]!,
    following: packets.slice(start + 1, starts[index + 1]),
  }));
}

/** The newest signature of some kinds that the primary key has made over a subject. */
function newest(
  packets: readonly Packet[],
  kinds: readonly number[],
  primary: KeyObject,
  subject: Buffer,
): Signature | undefined {
  return packets
    .filter(({ tag }) => tag === TAGS.signature)
    .flatMap(({ body }) => readSignature(body) ?? [])
    .filter((signature) => kinds.includes(signature.kind) && signature.isBy(primary, subject))
    .sort((one, other) => other.created - one.created)[0];
}

/** Reads a version 4 RSA key; undefined if it is another one. */
function readKey(body: Buffer): SigningKey | undefined {
  const reader = new Reader(body);
  if (reader.number(1) !== 4) return undefined;
  const from = reader.number(4);
  if (![1, 3].includes(reader.number(1))) return undefined;
  const [n, e] = [reader.integer(), reader.integer()].map((integer) => integer.toString("base64url"));
  const key = createPublicKey({ key: { kty: "RSA", n, e }, format: "jwk" });
  const fingerprint = createHash("sha1").update(framed(body)).digest("hex").toUpperCase();
  return { fingerprint, key, from };
}

/** A key as it is hashed: 0x99, its length in two octets, itself (RFC 9580, section 5.2.4). */
function framed(body: Buffer): Buffer {
  const head = Buffer.from([0x99, 0, 0]);
  head.writeUInt16BE(body.length, 1);
  return Buffer.concat([head, body]);
}

/** A user id as it is hashed: 0xB4, its length in four octets, itself. */
function prefixed(octet: number, body: Buffer): Buffer {
  const head = Buffer.from([octet, 0, 0, 0, 0]);
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}
