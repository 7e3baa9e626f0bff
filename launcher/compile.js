// Compiles main.ts and what it imports into one file, and checks its types at the same time.
const { spawn } = require("node:child_process");
const { copyFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { isAbsolute, join, relative } = require("node:path");
const { folders, listInputs, prepare, save } = require("./compiled");

/** What decides about the result besides the sources: which packages there are, how they are compiled, and by whom. */
const SETTINGS = [
  "package.json",
  "package-lock.json",
  // npm writes it whenever it changes node_modules.
  "node_modules/.package-lock.json",
  "tsconfig.json",
  "tsconfig.app.json",
  "launcher/bundle.js",
  "launcher/compile.js",
];

/** The compiled program; nothing if it has errors, which are then printed and the exit code is 1. */
async function compile(root) {
  const started = Date.now();
  const [types, bundled] = await Promise.all([
    checkTypes(root),
    require("./bundle")
      .bundle(root)
      .catch((error) => error),
  ]);
  // What TypeScript has to say is said better.
  const errors = types.errors || (bundled instanceof Error ? bundled.message : "");
  if (errors) {
    console.error(errors);
    process.exitCode = 1;
    return undefined;
  }
  const { code, map, files } = bundled;
  const inputs = [...new Set([...SETTINGS, ...files, ...types.files])].sort();
  return save(root, { code, map, inputs: listInputs(root, inputs, started) });
}

/** Runs TypeScript's compiler. What it knows of the last time is a file of its own for as long as it runs. */
async function checkTypes(root) {
  const folder = scratchFolder(root);
  const known = join(folder, "types.tsbuildinfo");
  const own = join(folder, `types-${process.pid}.tsbuildinfo`);
  try {
    copyFileSync(known, own);
  } catch {}
  const options = ["-p", "tsconfig.app.json", "--listFiles", "--pretty", "false", "--tsBuildInfoFile", own];
  const { status, output } = await run(root, [join(root, "node_modules", "typescript", "bin", "tsc"), ...options]);
  const lines = output.split("\n").filter((line) => line !== "");
  if (status !== 0) {
    rmSync(own, { force: true });
    const errors = lines.filter((line) => !isAbsolute(line)).join("\n");
    return { errors: errors || `tsc ended with ${status}`, files: [] };
  }
  try {
    renameSync(own, known);
  } catch {}
  // Types of packages change with the packages, which npm notes in its own file.
  const files = lines.filter((line) => isAbsolute(line) && !line.includes("/node_modules/"));
  return { errors: "", files: files.map((file) => relative(root, file)) };
}

/** The first folder that a file can be written to. */
function scratchFolder(root) {
  for (const folder of folders(root)) {
    try {
      prepare(root, folder);
      const probe = join(folder, `${process.pid}.unfinished`);
      writeFileSync(probe, "");
      rmSync(probe);
      return folder;
    } catch {}
  }
  return folders(root)[0];
}

function run(folder, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ status: code ?? signal, output }));
  });
}

module.exports = { compile };
