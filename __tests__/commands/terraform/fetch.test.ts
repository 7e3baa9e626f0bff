import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { UserError } from "../../../commands/base/user-error";
import type { Variables } from "../../../commands/process/processes";
import { platform } from "../../../commands/terraform/provider";
import { fetchedTerraform, fetchTerraform } from "../../../commands/terraform/release";
import { TestKey } from "../openpgp/test-key";
import { Releases, releaseFiles } from "./releases";

const VERSION = "1.11.4";
const ARCHIVE = `terraform_${VERSION}_${platform()}.zip`;
const SUMS = `terraform_${VERSION}_SHA256SUMS`;
const key = new TestKey();
// Bytes that no archive makes smaller, so that the archive comes in several pieces.
const program = Buffer.concat([Buffer.from("#!/bin/sh\necho it runs; exit\n"), randomBytes(300_000)]);

let root: string;
let releases: Releases;
let mirror: string;
let variables: Variables;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "drydock-fetch-"));
  releases = new Releases(releaseFiles(VERSION, program, key));
  mirror = await releases.start();
  writeFileSync(join(root, "key.asc"), key.armored);
  variables = { DRYDOCK_TERRAFORM_MIRROR: mirror, DRYDOCK_TERRAFORM_MIRROR_KEY: join(root, "key.asc") };
});
afterEach(async () => {
  await releases.stop();
  rmSync(root, { recursive: true });
});

const fetch = (own: Variables = variables) =>
  fetchTerraform({ root, version: VERSION, variables: own, report: () => {} });

/** The sentence of a failure, which is for a person: one line, without a stack trace. */
async function sentence(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error("it worked"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  const { message, exitCode } = error as UserError;
  expect([message.split("\n").length, exitCode]).toEqual([1, 1]);
  // Nothing half done counts.
  expect(existsSync(fetchedTerraform(root, VERSION, variables))).toBe(false);
  return message;
}

test("a release is fetched, verified and unpacked so that it runs, once", async () => {
  const file = await fetch();
  expect(file).toBe(join(root, ".drydock", "terraform", VERSION, platform(), "terraform"));
  expect(spawnSync(file, { encoding: "utf8" }).stdout).toBe("it runs\n");
  expect(readdirSync(dirname(file))).toEqual(["terraform"]);
  expect(await fetch()).toBe(file);
  expect([...releases.requests].sort()).toEqual([SUMS, `${SUMS}.sig`, ARCHIVE].sort());
});

test("XDG_CACHE_HOME keeps it for all clones", async () => {
  const shared = join(root, "cache");
  expect(await fetch({ ...variables, XDG_CACHE_HOME: shared })).toBe(
    join(shared, "drydock", "terraform", VERSION, platform(), "terraform"),
  );
});

test("a mirror may be a folder, and then no network is needed", async () => {
  const folder = join(root, "mirror");
  mkdirSync(join(folder, "terraform", VERSION), { recursive: true });
  for (const [name, content] of releases.files) writeFileSync(join(folder, "terraform", VERSION, name), content);
  expect(readFileSync(await fetch({ ...variables, DRYDOCK_TERRAFORM_MIRROR: folder })).equals(program)).toBe(true);
  expect(releases.requests).toEqual([]);
});

test("it says how far it is", async () => {
  const said: string[] = [];
  await fetchTerraform({ root, version: VERSION, variables, report: (text) => said.push(text) });
  expect(said.at(-1)).toMatch(/^fetching Terraform 1\.11\.4: 0 of 1 MB$/);
});

test("two that fetch at once fetch it once", async () => {
  const [one, other] = await Promise.all([fetch(), fetch()]);
  expect(one).toBe(other);
  expect(releases.requests.filter((name) => name.startsWith(ARCHIVE))).toHaveLength(1);
});

test("a connection that breaks is gone on with where it broke", async () => {
  releases.once.set(ARCHIVE, (_, response, file) => {
    response.writeHead(200, { "content-length": file.length });
    response.write(file.subarray(0, 100_000), () => response.socket!.end());
  });
  expect(readFileSync(await fetch()).equals(program)).toBe(true);
  const [first, second] = releases.requests.filter((name) => name.startsWith(ARCHIVE));
  expect(first).toBe(ARCHIVE);
  expect(second).toMatch(/zip bytes=[1-9]\d*-$/);
});

test("what an earlier run has left is gone on with, and if it was of another file all is fetched anew", async () => {
  const file = fetchedTerraform(root, VERSION, variables);
  mkdirSync(dirname(file), { recursive: true });
  for (const left of [releases.files.get(ARCHIVE)!.subarray(0, 1000), randomBytes(1000), randomBytes(900_000)]) {
    writeFileSync(join(dirname(file), ARCHIVE), left);
    expect(readFileSync(await fetch()).equals(program)).toBe(true);
    rmSync(file);
  }
});

test("an interrupted download ends at once, also where the server has fallen silent, and is gone on with", async () => {
  const interrupt = new AbortController();
  releases.once.set(ARCHIVE, (_, response, file) => {
    response.writeHead(200, { "content-length": file.length });
    response.write(file.subarray(0, 100_000));
  });
  const interrupted = fetchTerraform({
    root,
    version: VERSION,
    variables,
    report: () => interrupt.abort(new Error("interrupted")),
    signal: interrupt.signal,
  });
  await expect(interrupted).rejects.toThrow("interrupted");
  expect(readFileSync(await fetch()).equals(program)).toBe(true);
  expect(releases.requests.at(-1)).toMatch(/zip bytes=[1-9]\d*-$/);
});

test("a busy server is asked again", async () => {
  releases.once.set(SUMS, (_, response) => void response.writeHead(503).end());
  expect(readFileSync(await fetch()).equals(program)).toBe(true);
});

test("through a proxy when HTTP_PROXY or HTTPS_PROXY names one, unless NO_PROXY has the host", async () => {
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on("connect", (request, client) => {
    asked.push(request.url!);
    const server = connect(Number(new URL(mirror).port), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      server.pipe(client).pipe(server);
    });
    for (const socket of [server, client]) socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  try {
    const elsewhere = { ...variables, DRYDOCK_TERRAFORM_MIRROR: "http://releases.example.test" };
    await fetch({ ...elsewhere, HTTP_PROXY: address, HTTPS_PROXY: address });
    expect(new Set(asked)).toEqual(new Set(["releases.example.test:80"]));
    rmSync(join(root, ".drydock"), { recursive: true });
    asked.length = 0;
    await fetch({ ...variables, HTTP_PROXY: address, NO_PROXY: "127.0.0.1" });
    expect(asked).toEqual([]);
  } finally {
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  }
});

describe("is one sentence with a remedy:", () => {
  test("no network", async () => {
    const said = await sentence(fetch({ DRYDOCK_TERRAFORM_MIRROR: "http://drydock.invalid" }));
    expect(said).toMatch(
      /^Terraform 1\.11\.4 is not on PATH and could not be fetched from http:\/\/drydock\.invalid \(.*\): connect to the internet, or name a proxy in HTTPS_PROXY or a mirror in DRYDOCK_TERRAFORM_MIRROR, or install it yourself from https/,
    );
  });

  test("a server that nobody answers at", async () => {
    await releases.stop();
    expect(await sentence(fetch())).toMatch(/could not be fetched from .*ECONNREFUSED.*: connect to the internet/);
    await releases.start();
  });

  test("a mirror without this release, as an address and as a folder", async () => {
    releases.files.clear();
    expect(await sentence(fetch())).toMatch(
      /SHA256SUMS: HTTP 404 Not Found\): look at what DRYDOCK_TERRAFORM_MIRROR names/,
    );
    const empty = { ...variables, DRYDOCK_TERRAFORM_MIRROR: root };
    expect(await sentence(fetch(empty))).toMatch(/SHA256SUMS.*: there is no such file\): look at what/);
  });

  test("an archive with another checksum", async () => {
    releases.files.set(ARCHIVE, Buffer.from("something else"));
    expect(await sentence(fetch())).toMatch(
      /zip has the SHA-256 [0-9a-f]{64} in place of [0-9a-f]{64}, so it is not used: run the command again/,
    );
  });

  test("checksums that another key has signed", async () => {
    releases.files.set(`${SUMS}.sig`, new TestKey().sign(releases.files.get(SUMS)!));
    expect(await sentence(fetch())).toMatch(
      /SHA256SUMS is not signed by the key in DRYDOCK_TERRAFORM_MIRROR_KEY, so nothing of it is used: look at/,
    );
    expect(releases.requests.some((name) => name.startsWith(ARCHIVE))).toBe(false);
  });

  test("a mirror whose own key nobody has named: only HashiCorp's counts", async () => {
    expect(await sentence(fetch({ DRYDOCK_TERRAFORM_MIRROR: mirror }))).toMatch(/is not signed by HashiCorp/);
  });

  test("a key without a mirror, so that no other key ever counts for releases.hashicorp.com", async () => {
    const only = { DRYDOCK_TERRAFORM_MIRROR_KEY: join(root, "key.asc") };
    expect(await sentence(fetch(only))).toMatch(
      /is for a mirror only: name the mirror in DRYDOCK_TERRAFORM_MIRROR, or unset/,
    );
    expect(await sentence(fetch({ ...variables, DRYDOCK_TERRAFORM_MIRROR_KEY: "/none.asc" }))).toMatch(
      /names \/none\.asc, which is not there/,
    );
  });

  test("a release that is not for this architecture", async () => {
    const sums = Buffer.from(`${"0".repeat(64)}  terraform_${VERSION}_plan9_mips.zip\n`);
    releases.files.set(SUMS, sums).set(`${SUMS}.sig`, key.sign(sums));
    expect(await sentence(fetch())).toMatch(
      new RegExp(`^Terraform 1\\.11\\.4 is not published for this machine \\(${platform()}\\): use`),
    );
  });

  test("a folder that cannot be made", async () => {
    writeFileSync(join(root, ".drydock"), "a file");
    expect(await sentence(fetch())).toMatch(
      /\.drydock.* cannot be written, because a file is where a folder belongs: move it away\.$/,
    );
  });
});

// A disk of 100 kB, which only root can make.
const isRoot = process.platform === "linux" && process.getuid?.() === 0;
(isRoot ? test : test.skip)("a full disk, and one that is read-only, is one sentence with a remedy", async () => {
  const disk = join(root, ".drydock");
  mkdirSync(disk);
  const mount = (...words: string[]) => spawnSync("mount", words).status === 0;
  if (!mount("-t", "tmpfs", "-o", "size=100k", "none", disk)) return;
  try {
    expect(await sentence(fetch())).toMatch(
      /cannot be written, because the disk is full: make room and run the command again\.$/,
    );
    mount("-o", "remount,ro", disk);
    expect(await sentence(fetch())).toMatch(/cannot be written, because the file system is read-only: use a copy/);
  } finally {
    spawnSync("umount", [disk]);
  }
});
