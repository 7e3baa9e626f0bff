// Makes `npx cdktf` start commands/cdktf/launch.js, by the link that npm has made for cdktf-cli. npm's `prepare` script
// runs it after every installation, and commands/setup.js before every other script; there may be no packages yet, so
// it needs none.
const { existsSync, readlinkSync, rmSync, symlinkSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..", "..");
const link = join(root, "node_modules", ".bin", "cdktf");
const target = join("..", "..", "commands", "cdktf", "launch.js");

if (process.platform !== "win32" && existsSync(link) && targetOf(link) !== target) {
  rmSync(link);
  symlinkSync(target, link);
}

function targetOf(path) {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
