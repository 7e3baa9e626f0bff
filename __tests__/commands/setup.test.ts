import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let root: string;
let programs: string;

const packages = {
  "": { name: "project" },
  "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
  "node_modules/here": { version: "1.0.0", integrity: "sha512-h", optional: true, os: [process.platform] },
  "node_modules/elsewhere": { version: "1.0.0", integrity: "sha512-e", optional: true, os: ["aix"], cpu: ["mips"] },
};
const { "": _root, "node_modules/elsewhere": elsewhere, ...installed } = packages;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "drydock-setup-"));
  programs = join(root, "programs");
  for (const folder of ["commands", "programs", "node_modules"]) mkdirSync(join(root, folder));
  for (const file of ["setup.js", "cdktf/link.js"]) {
    cpSync(join(__dirname, "../../commands", file), join(root, "commands", file));
  }
  write("package.json", { engines: { node: ">=20.19" } });
  write("package-lock.json", { packages });
});
afterEach(() => rmSync(root, { recursive: true }));

function write(name: string, content: object): void {
  writeFileSync(join(root, name), JSON.stringify(content));
}

/** What npm keeps of what it has installed. */
const hidden = "node_modules/.package-lock.json";

/** Runs the set-up with an npm that writes down that it ran, and then does what the script says. */
function setUp(script = "", words: string[] = []): SpawnSyncReturns<string> {
  writeFileSync(join(programs, "npm"), `#!/bin/sh\necho "$@" > '${root}/npm-ran'\n${script}\n`, { mode: 0o755 });
  const env = { PATH: `${programs}:/usr/bin:/bin` };
  return spawnSync(process.execPath, [...words, join(root, "commands", "setup.js")], { encoding: "utf8", env });
}

const npmRan = () => existsSync(join(root, "npm-ran"));

describe("packages are installed", () => {
  test.each([
    ["when there are none", undefined],
    ["when one is missing", { "node_modules/here": installed["node_modules/here"] }],
    ["when one has another version", { ...installed, "node_modules/a": { version: "2.0.0", integrity: "sha512-a" } }],
    ["when one has other content", { ...installed, "node_modules/a": { version: "1.0.0", integrity: "sha512-b" } }],
    ["when one is no longer wanted", { ...installed, "node_modules/old": { version: "1.0.0" } }],
    ["when they came from another platform", { ...installed, "node_modules/elsewhere": elsewhere }],
  ])("%s", (_when, done) => {
    if (done) write(hidden, { packages: done });
    const { status, stderr } = setUp();
    expect(npmRan()).toBe(true);
    expect([status, stderr]).toEqual([0, "Installing the packages of package-lock.json …\n"]);
    expect(existsSync(join(root, ".drydock", "setup.lock"))).toBe(false);
  });

  test("not when they are what package-lock.json says, also where a copy has made them look older", () => {
    write(hidden, { packages: installed });
    utimesSync(join(root, hidden), 0, 0);
    expect(setUp()).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(npmRan()).toBe(false);
  });
});

describe("each failure is one sentence with a remedy:", () => {
  const npmSays = (code: string, message: string) =>
    setUp(`echo 'npm error code ${code}' >&2; echo 'npm error ${message}' >&2; exit 1`);

  test.each([
    ["ENOTFOUND", "the registry cannot be reached: connect to the internet, or name a proxy or a mirror"],
    ["EAI_AGAIN", "the registry cannot be reached"],
    ["EINTEGRITY", "a package has another checksum than package-lock.json says: look at what answers there"],
    ["ENOSPC", "the disk is full: make room"],
    ["EROFS", "the file system is read-only: use a copy of the project where you may write"],
  ])("npm's %s", (code, remedy) => {
    const { status, stderr } = npmSays(code, "it went wrong");
    expect(status).toBe(1);
    expect(stderr).toContain(`The packages cannot be installed (it went wrong), because ${remedy}`);
    expect(stderr.trim().split("\n")).toHaveLength(2);
    expect(existsSync(join(root, ".drydock", "setup.lock"))).toBe(false);
  });

  test("another failure of npm", () => {
    const { status, stderr } = npmSays("EUSAGE", "npm ci needs another lock file");
    expect([status, stderr]).toEqual([
      1,
      "Installing the packages of package-lock.json …\nThe packages cannot be installed (npm ci: npm ci needs another lock file): run npm ci to see all that npm says, and mend that.\n",
    ]);
  });

  test("no npm", () => {
    setUp();
    rmSync(join(programs, "npm"));
    const env = { PATH: programs };
    const { status, stderr } = spawnSync(process.execPath, [join(root, "commands", "setup.js")], {
      encoding: "utf8",
      env,
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /\(spawn npm ENOENT\), because npm is missing: install Node with npm from https:\/\/nodejs\.org\.$/m,
    );
  });

  test("an old Node, before anything else", () => {
    const old = join(root, "old.js");
    writeFileSync(
      old,
      `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.4" } });`,
    );
    expect(setUp("", ["--require", old])).toMatchObject({
      status: 1,
      stderr: "Node 18.20.4 is too old: install 20.19 or newer from https://nodejs.org, or with nvm install 20.\n",
    });
    expect(npmRan()).toBe(false);
  });

  test("a folder that cannot be made", () => {
    writeFileSync(join(root, ".drydock"), "");
    const { status, stderr } = setUp();
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^The packages cannot be installed \(EEXIST.*\), because a file is where a folder belongs: move it away\.$/m,
    );
  });
});
