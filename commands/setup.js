// Installs the packages when they are missing or others than package-lock.json says. It runs before there are any, so it
// is plain JavaScript that needs none itself, and that a Node which is too old understands far enough to say so.
requireNode(require("../package.json").engines.node.replace(">=", ""));

const { spawn } = require("node:child_process");
const { mkdirSync, openSync, closeSync, readFileSync, rmSync, writeSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const lock = join(root, ".drydock", "setup.lock");

/** What a person does about an error of npm or of the file system, by its code. */
const REMEDIES = {
  ENOTFOUND:
    "the registry cannot be reached: connect to the internet, or name a proxy or a mirror (npm config set proxy, registry)",
  ENOSPC: "the disk is full: make room",
  EDQUOT: "the disk quota is used up: make room",
  EROFS: "the file system is read-only: use a copy of the project where you may write",
  EACCES: "you may not write there: use a copy of the project that is yours, or mend who owns the folder",
  EINTEGRITY:
    "a package has another checksum than package-lock.json says: look at what answers there (a proxy or a mirror), or run npm cache clean --force",
  EEXIST: "a file is where a folder belongs: move it away",
  ENOENT: "npm is missing: install Node with npm from https://nodejs.org",
};
for (const code of [
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "ERR_SOCKET_TIMEOUT",
  "ENOTCACHED",
  "ENETUNREACH",
])
  REMEDIES[code] = REMEDIES.ENOTFOUND;
REMEDIES.EPERM = REMEDIES.EACCES;

main().catch((error) => {
  const remedy = REMEDIES[error.code];
  if (!remedy && !error.isPlain) throw error;
  fail(remedy ? `The packages cannot be installed (${error.message}), because ${remedy}.` : error.message);
});

async function main() {
  if (!isInstalled()) await installOnce();
  require("./cdktf/link");
}

async function installOnce() {
  mkdirSync(join(root, ".drydock"), { recursive: true });
  while (!takeLock()) wait(500);
  try {
    if (!isInstalled()) await install();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Ends with a sentence where Node is older than package.json wants, before anything that such a Node does not know. */
function requireNode(wanted) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [wantedMajor, wantedMinor] = wanted.split(".").map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  console.error(
    `Node ${process.versions.node} is too old: install ${wanted} or newer from https://nodejs.org, or with nvm install ${wantedMajor}.`,
  );
  process.exit(1);
}

/**
 * Whether npm has installed what package-lock.json says: npm keeps what it did in node_modules/.package-lock.json. Of
 * optional packages only those of this platform are installed; others mean that node_modules came from another machine.
 */
function isInstalled() {
  const wanted = readJson(join(root, "package-lock.json")).packages;
  const done = readJson(join(root, "node_modules", ".package-lock.json"), {}).packages;
  if (!done) return false;
  const isThere = (name) => name in done || wanted[name].optional || name === "";
  return (
    Object.keys(wanted).every(isThere) &&
    Object.keys(done).every((name) => isSame(done[name], wanted[name]) && isForHere(done[name]))
  );
}

function isSame(one, other) {
  return other !== undefined && one.version === other.version && one.integrity === other.integrity;
}

function isForHere({ os = [], cpu = [] }) {
  return allows(os, process.platform) && allows(cpu, process.arch);
}

/** Lists of npm name what fits, or with an exclamation mark what does not. */
function allows(list, value) {
  if (list.length === 0 || list.includes("any")) return true;
  return !list.includes(`!${value}`) && (list.includes(value) || list.every((one) => one.startsWith("!")));
}

function readJson(file, otherwise) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (otherwise !== undefined) return otherwise;
    throw error;
  }
}

async function install() {
  const title = "Installing the packages of package-lock.json …";
  const began = Date.now();
  const isTerminal = process.stderr.isTTY === true;
  const show = () => process.stderr.write(`\r${title} ${Math.round((Date.now() - began) / 1000)} s`);
  if (isTerminal) show();
  else console.error(title);
  const clock = isTerminal ? setInterval(show, 1000) : undefined;
  try {
    const { status, output } = await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    if (status !== 0) throw npmFailure(status, output);
  } finally {
    clearInterval(clock);
    if (isTerminal) process.stderr.write("\n");
  }
}

function run(file, words) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, words, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("close", (status, signal) => resolve({ status: signal ? `signal ${signal}` : status, output }));
  });
}

function npmFailure(status, output) {
  const errors = output
    .split("\n")
    .map((line) => /^npm (?:ERR!|error) (.+)/.exec(line))
    .filter((match) => match !== null)
    .map((match) => match[1]);
  const code = errors.filter((line) => line.startsWith("code ")).map((line) => line.slice(5).trim())[0];
  const reason = errors.find((line) => !/^(code|errno|syscall|path|request) /.test(line)) || `npm ended with ${status}`;
  if (REMEDIES[code]) return Object.assign(new Error(reason.trim()), { code });
  return plain(
    `The packages cannot be installed (npm ci: ${reason.trim()}): run npm ci to see all that npm says, and mend that.`,
  );
}

function plain(message) {
  return Object.assign(new Error(message), { isPlain: true });
}

function fail(sentence) {
  console.error(sentence);
  process.exitCode = 1;
}

/** Only one process installs; the others wait. A lock whose process is dead counts for nothing. */
function takeLock() {
  try {
    const file = openSync(lock, "wx");
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (isDead(Number(readText(lock)))) rmSync(lock, { force: true });
    return false;
  }
}

function readText(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function isDead(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

function wait(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
