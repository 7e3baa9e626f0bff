import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readSigningKeys } from "../../../commands/openpgp/keys";
import { isSignedBy } from "../../../commands/openpgp/verify";
import { HASHICORP_KEY } from "../../../commands/terraform/hashicorp-key";

// What HashiCorp published for Terraform 1.11.4, byte by byte.
const release = join(__dirname, "..", "..", "fixtures", "terraform-release");
const sums = readFileSync(join(release, "terraform_1.11.4_SHA256SUMS"));
const signature = readFileSync(join(release, "terraform_1.11.4_SHA256SUMS.sig"));

const day = (seconds: number | undefined) => seconds && new Date(seconds * 1000).toISOString().slice(0, 10);

test("HashiCorp's key has the primary key and the two signing subkeys that gpg shows, and not the one that encrypts", () => {
  expect(
    readSigningKeys(HASHICORP_KEY).map(({ fingerprint, from, until }) => [fingerprint, day(from), day(until)]),
  ).toEqual([
    ["C874011F0AB405110D02105534365D9472D7468F", "2021-04-19", "2030-03-01"],
    ["B36CBA91A2C0730C435FC280B0B441097685B676", "2021-04-19", "2022-04-20"],
    ["374EC75B485913604A831CC7C820C6D5CD27AB87", "2021-04-21", "2030-03-01"],
  ]);
});

test("the checksums of Terraform 1.11.4 are signed by HashiCorp", () => {
  expect(isSignedBy(HASHICORP_KEY, sums, signature)).toBe(true);
});

test("checksums with one changed bit anywhere are not", () => {
  for (const index of [0, 100, sums.length - 1]) {
    const changed = Buffer.from(sums);
    changed[index]! ^= 1;
    expect(isSignedBy(HASHICORP_KEY, changed, signature)).toBe(false);
  }
  expect(isSignedBy(HASHICORP_KEY, Buffer.concat([sums, Buffer.from("\n")]), signature)).toBe(false);
});

test("a signature with one changed bit in what it protects, or in its value, counts for nothing", () => {
  const packet = 3; // Octets of the packet's head.
  const hashedLength = signature.readUInt16BE(packet + 4);
  const protectedPart = [...Array(6 + hashedLength).keys()].map((octet) => packet + octet);
  const value = [signature.length - 512, signature.length - 256, signature.length - 1];
  for (const index of [...protectedPart, ...value]) {
    const changed = Buffer.from(signature);
    changed[index]! ^= 1;
    expect([index, isSignedBy(HASHICORP_KEY, sums, changed)]).toEqual([index, false]);
  }
});

test("a signature that is cut short anywhere counts for nothing", () => {
  for (let length = 0; length < signature.length; length += 7)
    expect([length, isSignedBy(HASHICORP_KEY, sums, signature.subarray(0, length))]).toEqual([length, false]);
});

test.each(["", "<html>Not found</html>", "-----BEGIN PGP SIGNATURE-----"])("%j is no signature", (text) => {
  expect(isSignedBy(HASHICORP_KEY, sums, Buffer.from(text))).toBe(false);
});
