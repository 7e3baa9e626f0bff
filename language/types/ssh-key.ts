/** Types of keys that OpenSSH makes and takes today, each with the number of parts that its key has (RFC 4253, 5656 and 8709; PROTOCOL.u2f of OpenSSH). */
const PARTS: Readonly<Record<string, number>> = {
  "ssh-ed25519": 2,
  "ecdsa-sha2-nistp256": 3,
  "ecdsa-sha2-nistp384": 3,
  "ecdsa-sha2-nistp521": 3,
  "ssh-rsa": 3,
  "sk-ssh-ed25519@openssh.com": 3,
  "sk-ecdsa-sha2-nistp256@openssh.com": 4,
};

/** Fewest bits of an RSA key that are safe (NIST SP 800-57 part 1, table 2); Amazon Linux 2023 takes no fewer. */
const FEWEST_RSA_BITS = 2048;

/** How private keys begin: those of OpenSSH and of PEM files, PuTTY's, and OpenSSH's without its first line. */
const PRIVATE = /PRIVATE KEY|PuTTY-User-Key-File|^b3BlbnNzaC1rZXkt/;

const MAKE = "make one with `ssh-keygen -t ed25519` and write the line of its .pub file";

/** A public key without the comment that follows it. */
export function withoutComment(key: string): string {
  return key.trim().split(/\s+/).slice(0, 2).join(" ");
}

/** Why a text is no public key for SSH; nothing if it is one. It never says a word of the text. */
export function keyMistake(key: string): string | undefined {
  const text = key.trim();
  if (PRIVATE.test(text)) {
    return "is a PRIVATE key, which nobody but its owner may ever have; take it out at once, make another with `ssh-keygen -t ed25519`, and write the line of its .pub file; if this file was committed or sent, remove the old key wherever it lets somebody in";
  }
  if (text.includes("BEGIN SSH2 PUBLIC KEY")) {
    return "is a public key in another form; write the line that `ssh-keygen -i -f <its file>` prints";
  }
  const [, type = "", base64 = ""] = /^(\S+) +([A-Za-z0-9+/]+={0,2})( .*)?$/.exec(text) ?? [];
  if (type === "ssh-dss") return `is a DSA key, which OpenSSH takes no longer; ${MAKE}`;
  if (!Object.hasOwn(PARTS, type)) {
    return "is not a public key of OpenSSH; write the line of its .pub file, such as ssh-ed25519 AAAA… jane@laptop";
  }
  const parts = partsOf(Buffer.from(base64, "base64"));
  if (parts.length !== PARTS[type] || parts[0]!.toString() !== type) {
    return "is not a whole key; copy the line of its .pub file again";
  }
  const bits = type === "ssh-rsa" ? bitsOf(parts[2]!) : FEWEST_RSA_BITS;
  return bits < FEWEST_RSA_BITS ? `has ${bits} bits, and RSA needs ${FEWEST_RSA_BITS} to be safe; ${MAKE}` : undefined;
}

/** The parts of a key, each after its length in four bytes (RFC 4251, section 5); none if they do not fill it. */
function partsOf(key: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  while (start + 4 <= key.length) {
    const end = start + 4 + key.readUInt32BE(start);
    parts.push(key.subarray(start + 4, end));
    start = end;
  }
  return start === key.length ? parts : [];
}

/** How many bits a number has; it may begin with zeros. */
function bitsOf(number: Buffer): number {
  const digits = number.subarray(number.findIndex((byte) => byte > 0));
  return (digits.length - 1) * 8 + 32 - Math.clz32(digits[0]!);
}
