// Removes from build/ what was compiled of files that are gone: a file that became a folder would hide it. It runs before
// each compilation of the commands, in plain JavaScript because nothing is compiled yet.
const { existsSync, readdirSync, rmSync, statSync } = require("node:fs");
const { join } = require("node:path");

/** Folders of build/ that hold no compiled sources of ours. */
const OTHERS = new Set(["synth", "tests"]);

/** Removes the compiled files whose sources are gone, and the folders that are empty then. */
function removeStale(root, path = "") {
  const folder = join(root, "build", path);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const inner = join(path, name);
    const file = join(root, "build", inner);
    if (statSync(file).isDirectory()) {
      if (path !== "" || !OTHERS.has(name)) removeStale(root, inner);
    } else if (
      name.endsWith(".js") &&
      !["ts", "js"].some((ending) => existsSync(join(root, inner.replace(/js$/, ending))))
    ) {
      rmSync(file);
    }
  }
  if (path !== "" && readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}

module.exports = { removeStale };

if (require.main === module) removeStale(join(__dirname, ".."));
