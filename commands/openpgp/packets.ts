/** A packet of an OpenPGP message (RFC 9580, section 4). */
export interface Packet {
  readonly tag: number;
  readonly body: Buffer;
}

/** Tags of the packets that are read here (RFC 9580, section 5). */
export const TAGS = { signature: 2, publicKey: 6, userId: 13, publicSubkey: 14 } as const;

/** Reads the packets of a message. Throws a RangeError where it is cut short. */
export function readPackets(bytes: Buffer): Packet[] {
  const packets: Packet[] = [];
  const reader = new Reader(bytes);
  while (!reader.atEnd) {
    const head = reader.number(1);
    if ((head & 0x80) === 0) throw new RangeError("this is no OpenPGP packet");
    const isNew = (head & 0x40) !== 0;
    const tag = isNew ? head & 0x3f : (head >> 2) & 0x0f;
    packets.push({ tag, body: reader.bytes(isNew ? newLength(reader) : oldLength(reader, head & 0x03)) });
  }
  return packets;
}

/** Lengths of new packets and of subpackets: one, two or five octets (RFC 9580, section 4.2.1). */
export function newLength(reader: Reader): number {
  const first = reader.number(1);
  if (first < 192) return first;
  if (first < 224) return ((first - 192) << 8) + reader.number(1) + 192;
  if (first < 255) throw new RangeError("packets of unknown length are not read here");
  return reader.number(4);
}

/** Lengths of old packets: one, two or four octets (RFC 9580, section 4.2.2). */
function oldLength(reader: Reader, type: number): number {
  if (type === 3) throw new RangeError("packets of unknown length are not read here");
  return reader.number(1 << type);
}

/** Reads numbers and bytes one after the other, and never beyond the end. */
export class Reader {
  private position = 0;

  constructor(private readonly buffer: Buffer) {}

  get atEnd(): boolean {
    return this.position >= this.buffer.length;
  }

  /** An unsigned number of so many octets, the most significant first. */
  number(octets: number): number {
    return this.bytes(octets).readUIntBE(0, octets);
  }

  bytes(count: number): Buffer {
    if (count > this.buffer.length - this.position) throw new RangeError("the OpenPGP data is cut short");
    this.position += count;
    return this.buffer.subarray(this.position - count, this.position);
  }

  /** A multiprecision integer: its bits are counted in two octets before it (RFC 9580, section 3.2). */
  integer(): Buffer {
    return this.bytes(Math.ceil(this.number(2) / 8));
  }
}
