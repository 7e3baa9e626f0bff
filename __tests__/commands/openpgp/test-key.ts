import { createHash, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";

const DAY = 86_400;

interface SignatureSettings {
  /** Seconds since 1970. */
  readonly created?: number;
  readonly hash?: "sha256" | "sha512" | "sha1";
}

interface KeySettings {
  /** Seconds that the key is valid from its beginning. */
  readonly lifetime?: number;
  /** 2: it may sign; 12: it may encrypt. */
  readonly flags?: number;
}

const now = () => Math.floor(Date.now() / 1000);

const HASHES = { sha1: 2, sha256: 8, sha512: 10 };

/** An OpenPGP key for tests, made a year ago, with a subkey if asked for. */
export class TestKey {
  /** When it was made: seconds since 1970. */
  readonly from = now() - 365 * DAY;
  private readonly pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  private readonly body = publicKey(this.pair.publicKey, this.from);

  constructor(
    private readonly settings: KeySettings = {},
    private readonly subkey?: TestKey,
  ) {}

  /** The public key as a person publishes it. */
  get armored(): string {
    const userId = Buffer.from("Drydock's tests");
    const named = Buffer.concat([framed(this.body), Buffer.from([0xb4]), uint32(userId.length), userId]);
    const packets = [
      packet(6, this.body),
      packet(13, userId),
      packet(2, this.signature(0x13, named, this.settings)),
      ...(this.subkey ? [packet(14, this.subkey.body), packet(2, this.binding(this.subkey))] : []),
    ];
    return armor(Buffer.concat(packets));
  }

  /** A detached signature of a document. */
  sign(document: Buffer, settings: SignatureSettings = {}): Buffer {
    return packet(2, this.signature(0x00, document, {}, settings));
  }

  private binding(subkey: TestKey): Buffer {
    return this.signature(0x18, Buffer.concat([framed(this.body), framed(subkey.body)]), subkey.settings);
  }

  private signature(
    kind: number,
    subject: Buffer,
    { lifetime, flags = 3 }: KeySettings,
    { created = now(), hash = "sha256" }: SignatureSettings = {},
  ): Buffer {
    const fingerprint = createHash("sha1").update(framed(this.body)).digest();
    const subpackets = Buffer.concat([
      subpacket(2, uint32(created)),
      subpacket(33, Buffer.concat([Buffer.from([4]), fingerprint])),
      subpacket(27, Buffer.from([flags])),
      ...(lifetime === undefined ? [] : [subpacket(9, uint32(lifetime))]),
    ]);
    const head = Buffer.concat([Buffer.from([4, kind, 1, HASHES[hash]]), uint16(subpackets.length), subpackets]);
    const trailer = Buffer.concat([head, Buffer.from([4, 0xff]), uint32(head.length)]);
    const value = createSign(hash).update(subject).update(trailer).sign(this.pair.privateKey);
    return Buffer.concat([head, uint16(0), uint16(0), integer(value)]);
  }
}

function publicKey(key: KeyObject, created: number): Buffer {
  const { n, e } = key.export({ format: "jwk" });
  const integers = [n!, e!].map((text) => integer(Buffer.from(text, "base64url")));
  return Buffer.concat([Buffer.from([4]), uint32(created), Buffer.from([1]), ...integers]);
}

/** RFC 9580, section 3.2: the number of bits, without leading zeros, and the octets. */
function integer(bytes: Buffer): Buffer {
  const first = bytes.findIndex((octet) => octet !== 0);
  const octets = bytes.subarray(first);
  return Buffer.concat([uint16((octets.length - 1) * 8 + octets[0]!.toString(2).length), octets]);
}

function packet(tag: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xc0 | tag, 0xff]), uint32(body.length), body]);
}

function subpacket(type: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([body.length + 1, type]), body]);
}

function framed(body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x99]), uint16(body.length), body]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function armor(bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g)!;
  return `-----BEGIN PGP PUBLIC KEY BLOCK-----\nComment: for tests\n\n${lines.join("\n")}\n-----END PGP PUBLIC KEY BLOCK-----\n`;
}
