import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyMistake } from "../../../language/types/ssh-key";
import { changed, complaints } from "../project";

const JANE = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFiGr0gBHicy2wCBOhjAekASQBPnkMMrIo0yGLfo4pU+ jane@laptop";
const folder = mkdtempSync(join(tmpdir(), "keys-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Makes a key pair with ssh-keygen, once for each name, and returns the names of its two files. */
function pair(name: string, ...options: string[]): { open: string; secret: string } {
  const secret = join(folder, name);
  if (!existsSync(secret)) execFileSync("ssh-keygen", ["-q", "-N", "", "-f", secret, ...options]);
  return { open: `${secret}.pub`, secret };
}

/** What is said of `tunnel.ssh`, without the file's name. */
function said(ssh: string, uses = "main: connect"): string[] {
  const tunnel = `tunnel: { uses: { ${uses} }, ssh: ${ssh} }\n`;
  return complaints(changed("\nservices:\n", `\n${tunnel}services:\n`)).map((line) =>
    line.replace("deployments/shop.yaml:", ""),
  );
}

function saidOfRange(...ranges: string[]): string[] {
  const from = ranges.map((range, index) => `place-${index}: ${range}`).join(", ");
  return said(`{ from: { ${from} }, keys: { jane: ${JANE} } }`).map((line) => line.replace(/^\S+ /, ""));
}

describe("a range that may come by SSH", () => {
  it("is one organization's, or one address", () => {
    expect(saidOfRange("203.0.113.0/24", "198.51.100.7/32", "10.1.0.0/16")).toEqual([]);
  });

  it.each([
    ["0.0.0.0/0", "4294967296"],
    ["128.0.0.0/1", "2147483648"],
    ["203.0.0.0/15", "131072"],
  ])("is not as wide as %s", (range, addresses) => {
    expect(saidOfRange(range)).toEqual([
      `tunnel.ssh.from.place-0: \`${range}\` has ${addresses} addresses, any of which could try keys; name ranges of /16 or smaller, or take \`ssh\` out and use \`drydock tunnel\``,
    ]);
  });

  it.each(["'::/0'", "'2001:db8::/32'", "203.0.113.7", "office"])("is an IPv4 range, which %s is not", (range) => {
    expect(saidOfRange(range)).toEqual([
      `tunnel.ssh.from.place-0: \`${range.replaceAll("'", "")}\` is not an IPv4 range; write it like 203.0.113.0/24, or 203.0.113.7/32 for one address`,
    ]);
  });

  it("begins where it says, and is there once", () => {
    expect(saidOfRange("203.0.113.7/24")).toEqual([
      "tunnel.ssh.from.place-0: `203.0.113.7/24` is not the beginning of its range; write 203.0.113.0/24",
    ]);
    expect(saidOfRange("203.0.113.0/24", "203.0.113.0/24")).toEqual([
      "tunnel.ssh.from.place-1: `203.0.113.0/24` is `place-0` too; name each range once",
    ]);
  });
});

it("SSH without a range, a key or a destination is a mistake", () => {
  expect(said("{ from: {}, keys: {} }")).toEqual([
    "22:49 tunnel.ssh.from: names no range, so nobody could come; name one, or take `ssh` out",
    "22:59 tunnel.ssh.keys: has no key, so nobody could come; name one, or take `ssh` out",
  ]);
  expect(said("{}")).toHaveLength(2);
  expect(said(`{ from: { office: 203.0.113.0/24 }, keys: { jane: ${JANE} } }`, "")).toEqual([
    "22:23 tunnel.ssh: leads nowhere; name what it reaches in `tunnel.uses`",
  ]);
  expect(said(`{ from: { My Office: 203.0.113.0/24 }, keys: { "jane\\nsmith": ${JANE} } }`)).toEqual([
    expect.stringContaining("`My Office` is not a name"),
    expect.stringContaining("is not a name"),
  ]);
});

describe("a key", () => {
  it.each([
    ["ed25519", []],
    ["ecdsa", ["-b", "521"]],
    ["rsa", ["-b", "2048"]],
    ["rsa", ["-b", "4096"]],
  ])("of ssh-keygen is one: %s %s", (type, options) => {
    const { open } = pair(`${type}${options.at(-1) ?? ""}`, "-t", type, ...options);
    expect(keyMistake(readFileSync(open, "utf8"))).toBeUndefined();
  });

  it("that a security key holds is one", () => {
    const parts = ["sk-ssh-ed25519@openssh.com", "x".repeat(32), "ssh:"].map((part) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      return Buffer.concat([length, Buffer.from(part)]);
    });
    expect(keyMistake(`sk-ssh-ed25519@openssh.com ${Buffer.concat(parts).toString("base64")}`)).toBeUndefined();
  });

  it("that is private is refused in the clearest words, and not a word of it is shown", () => {
    const { secret } = pair("private", "-t", "ed25519");
    const text = readFileSync(secret, "utf8");
    const indented = text.replace(/^/gm, "      ");
    const manifest = `tunnel:\n  uses: { main: connect }\n  ssh:\n    from: { office: 203.0.113.0/24 }\n    keys:\n     jane: |\n${indented}\n`;
    const lines = complaints(changed("\nservices:\n", `\n${manifest}services:\n`));
    expect(lines).toEqual([
      "deployments/shop.yaml:27:12 tunnel.ssh.keys.jane: is a PRIVATE key, which nobody but its owner may ever have; take it out at once, make another with `ssh-keygen -t ed25519`, and write the line of its .pub file; if this file was committed or sent, remove the old key wherever it lets somebody in",
    ]);
    for (const part of text.split("\n").slice(0, -1)) expect(lines.join()).not.toContain(part);
    const body = text.split("\n").slice(1, -2).join("");
    expect(keyMistake(body)).toContain("PRIVATE");
    expect(keyMistake(readFileSync(pair("pem", "-t", "rsa", "-m", "PEM").secret, "utf8"))).toContain("PRIVATE");
    expect(keyMistake("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n")).toContain("PRIVATE");
  });

  const [type, base64] = JANE.split(" ") as [string, string, string];

  it.each([
    ["nothing", "", "is not a public key of OpenSSH"],
    ["a name", "jane", "is not a public key of OpenSSH"],
    ["a path", "~/.ssh/id_ed25519.pub", "is not a public key of OpenSSH"],
    ["its fingerprint", "256 SHA256:yG2l8J/ZqQ jane (ED25519)", "is not a public key of OpenSSH"],
    ["options before it", `command="/bin/sh" ${JANE}`, "is not a public key of OpenSSH"],
    ["two of them", `${JANE}\n${JANE}`, "is not a public key of OpenSSH"],
    ["the end of our own text and a line of one's own", `${JANE}\nEND\nreboot`, "is not a public key of OpenSSH"],
    ["only its second half", base64, "is not a public key of OpenSSH"],
    ["half of it", `${type} ${base64.slice(0, 40)}`, "is not a whole key"],
    ["too much of it", `${type} ${base64}AAAA`, "is not a whole key"],
    ["nothing after the type", `${type} AAAA`, "is not a whole key"],
    ["another type", `ssh-rsa ${base64}`, "is not a whole key"],
    ["many empty parts", `${type} ${"AAAA".repeat(100_000)}`, "is not a whole key"],
    ["DSA", "ssh-dss AAAAB3NzaC1kc3MAAACBAK jane", "is a DSA key, which OpenSSH takes no longer; make one with"],
  ])("is not %s", (_what, key, words) => expect(keyMistake(key)).toContain(words));

  it("of RSA has 2048 bits at least", () => {
    const key = readFileSync(pair("small", "-t", "rsa", "-b", "1024").open, "utf8");
    expect(keyMistake(key)).toMatch(
      /^has 1024 bits, and RSA needs 2048 to be safe; make one with `ssh-keygen -t ed25519`/,
    );
  });

  it("in PuTTYgen's form comes with the command that turns it", () => {
    const open = pair("putty", "-t", "ed25519").open;
    const text = execFileSync("ssh-keygen", ["-e", "-f", open], { encoding: "utf8" });
    expect(keyMistake(text)).toContain("`ssh-keygen -i -f <its file>`");
  });

  it("is one person's", () => {
    expect(
      said(`{ from: { office: 203.0.113.0/24 }, keys: { jane: ${JANE}, joe: ${type} ${base64} joe@home } }`),
    ).toEqual(["22:190 tunnel.ssh.keys.joe: is the key of `jane` too; everybody has one of their own"]);
  });

  it("is one of so many that a host's user data has room for", () => {
    const rsa = readFileSync(pair("rsa4096", "-t", "rsa", "-b", "4096").open, "utf8").split(" ")[1]!;
    // Each another modulus: the last characters of it are changed.
    const keys = Array.from(
      { length: 20 },
      (_, index) => `key-${index}: ssh-rsa ${rsa.slice(0, -6)}${"ABCDEFGHIJKLMNOPQRST"[index]}${rsa.slice(-5)}`,
    );
    expect(said(`{ from: { office: 203.0.113.0/24 }, keys: { ${keys.join(", ")} } }`)).toEqual([
      expect.stringMatching(
        /^22:\d+ tunnel\.ssh\.keys: are 1\d{4} characters, and a host takes 14000; use ed25519 keys, which are short, or fewer$/,
      ),
    ]);
  });
});
