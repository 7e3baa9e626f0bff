#!/usr/bin/env node
// What `npx drydock` starts, also in a fresh clone: installs and compiles what is missing or changed, and hands over.
const { spawnSync } = require("node:child_process");
const { join } = require("node:path");

const root = join(__dirname, "..");
const steps = [
  [join(__dirname, "setup.js")],
  [join(root, "launcher", "stale.js")],
  [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.build.json"],
];

if (steps.every(succeeds)) require("../build/commands/drydock.js").main();

/** Runs one of our programs; what it prints goes to standard error, because standard output is the command's. */
function succeeds(words) {
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exitCode = status === null ? 1 : status;
  return status === 0;
}
