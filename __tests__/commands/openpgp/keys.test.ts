import { isSignedBy } from "../../../commands/openpgp/verify";
import { TestKey } from "./test-key";

const DAY = 86_400;
const document = Buffer.from("a document");

test("a key's own signature is good, with SHA-256 and with SHA-512", () => {
  const key = new TestKey();
  expect(isSignedBy(key.armored, document, key.sign(document))).toBe(true);
  expect(isSignedBy(key.armored, document, key.sign(document, { hash: "sha512" }))).toBe(true);
});

test("a signature with SHA-1 counts for nothing", () => {
  const key = new TestKey();
  expect(isSignedBy(key.armored, document, key.sign(document, { hash: "sha1" }))).toBe(false);
});

test("another key's signature counts for nothing", () => {
  expect(isSignedBy(new TestKey().armored, document, new TestKey().sign(document))).toBe(false);
});

test("one good signature among those of others is enough", () => {
  const key = new TestKey();
  const signatures = Buffer.concat([new TestKey().sign(document), key.sign(document)]);
  expect(isSignedBy(key.armored, document, signatures)).toBe(true);
});

test("a subkey signs where the primary key says that it may", () => {
  const subkey = new TestKey();
  const key = new TestKey({}, subkey);
  expect(isSignedBy(key.armored, document, subkey.sign(document))).toBe(true);
});

test("a subkey that may only encrypt signs nothing", () => {
  const subkey = new TestKey({ flags: 12 });
  const key = new TestKey({}, subkey);
  expect(isSignedBy(key.armored, document, subkey.sign(document))).toBe(false);
});

test("a subkey that only another key has bound signs nothing", () => {
  const [subkey, key] = [new TestKey(), new TestKey()];
  const other = new TestKey({}, subkey);
  // The other's subkey and binding are put behind our key's packets.
  const bytes = (armored: string) => Buffer.from(armored.split("\n\n")[1]!.split("\n-----")[0]!, "base64");
  const theirs = bytes(other.armored);
  const alone = bytes(new TestKey().armored).length;
  const joined = Buffer.concat([bytes(key.armored), theirs.subarray(alone)]);
  const armored = `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${joined.toString("base64")}\n-----END PGP PUBLIC KEY BLOCK-----\n`;
  expect(isSignedBy(armored, document, key.sign(document))).toBe(true);
  expect(isSignedBy(armored, document, subkey.sign(document))).toBe(false);
});

test("what was signed while a key was valid stays good after its end, and nothing from after it does", () => {
  const key = new TestKey({ lifetime: 100 * DAY });
  const signedOn = (day: number) =>
    isSignedBy(key.armored, document, key.sign(document, { created: key.from + day * DAY }));
  expect([-1, 0, 99, 100, 200].map(signedOn)).toEqual([false, true, true, false, false]);
});

test("a text without any key has signed nothing", () => {
  const key = new TestKey();
  for (const text of ["", "no key", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n-----END PGP PUBLIC KEY BLOCK-----\n"])
    expect(isSignedBy(text, document, key.sign(document))).toBe(false);
});
