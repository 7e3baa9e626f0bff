#!/usr/bin/env node
// What `npx cdktf` starts: builds what it needs if that is missing or older than its sources, and hands over to
// launcher.ts. Plain JavaScript, since it runs before anything is built.
const { spawnSync } = require("node:child_process");
const { readdirSync, statSync, utimesSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..", "..");
const stamp = join(root, "build", ".cdktf-built");
const compiler = join(root, "build", ".tsbuildinfo-build");

require("../setup");
if (Math.max(modified(stamp), modified(compiler)) < newest(join(root, "commands"))) build();
require(join(root, "build", "commands", "cdktf", "launcher.js")).main();

function build() {
  const begin = new Date();
  const tsc = join(root, "node_modules", ".bin", "tsc");
  const { status } = spawnSync(tsc, ["-p", "tsconfig.build.json"], { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(1);
  writeFileSync(stamp, "");
  utimesSync(stamp, begin, begin);
}

/** When the newest source of commands was changed; editing a file changes it and not its folder. */
function newest(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => /\.(ts|js)$/.test(name));
  return Math.max(...names.map((name) => modified(join(folder, name))));
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
