// Installs the packages when they are missing or older than package-lock.json. It runs before there are any, so it is
// plain JavaScript and needs none itself.
const { spawnSync } = require("node:child_process");
const { mkdirSync, openSync, closeSync, readFileSync, rmSync, statSync, writeSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const lock = join(root, ".drydock", "setup.lock");

if (!isInstalled()) {
  mkdirSync(join(root, ".drydock"), { recursive: true });
  while (!takeLock()) wait(500);
  try {
    if (!isInstalled()) install();
  } finally {
    rmSync(lock, { force: true });
  }
}

require("./cdktf/link");

function isInstalled() {
  const installed = modified(join(root, "node_modules", ".package-lock.json"));
  return installed !== undefined && installed >= modified(join(root, "package-lock.json"));
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function install() {
  console.error("Installing the packages of package-lock.json …");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exitCode = status ?? 1;
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
