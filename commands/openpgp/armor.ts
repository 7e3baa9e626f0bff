/** The bytes of a text's armored blocks of one kind, such as `PUBLIC KEY BLOCK` (RFC 9580, section 6). */
export function dearmor(text: string, kind: string): Buffer[] {
  const block = new RegExp(`-----BEGIN PGP ${kind}-----\r?\n([\\s\\S]*?)-----END PGP ${kind}-----`, "g");
  return [...text.matchAll(block)].map((match) => decode(match[1]!));
}

/** Headers end with an empty line; the last line, which begins with `=`, is a checksum that nobody has to read. */
function decode(body: string): Buffer {
  const lines = body.split(/\r?\n/);
  const data = lines.slice(lines.indexOf("") + 1).filter((line) => !line.startsWith("="));
  return Buffer.from(data.join(""), "base64");
}
