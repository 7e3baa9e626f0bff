import { readSigningKeys } from "./keys";
import { readPackets, TAGS } from "./packets";
import { KINDS, readSignature } from "./signature";

/**
 * Whether a detached binary signature of a document was made by one of the keys in an armored public key, while that
 * key was valid: an old release stays good when its key has ended, as long as the key was not taken away.
 */
export function isSignedBy(armoredKey: string, document: Buffer, signatures: Buffer): boolean {
  const keys = readSigningKeys(armoredKey);
  return readAll(signatures).some(
    (signature) =>
      signature.kind === KINDS.document &&
      keys.some(
        ({ fingerprint, key, from, until = Number.POSITIVE_INFINITY }) =>
          (signature.issuer ?? fingerprint) === fingerprint &&
          from <= signature.created &&
          signature.created < until &&
          signature.isBy(key, document),
      ),
  );
}

/** What is no OpenPGP signature at all, such as a page that says "not found", is a bad one. */
function readAll(bytes: Buffer) {
  try {
    return readPackets(bytes)
      .filter(({ tag }) => tag === TAGS.signature)
      .flatMap(({ body }) => readSignature(body) ?? []);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
