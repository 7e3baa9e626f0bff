// Writes what `drydock compose` makes of every environment of a project into a folder, a folder of its own for each:
// the file, and `.env` without its generated values. To see what a change does to them, on both commits:
//   npm run build && node bench/compose-output.js . build/compose-before    (then `compose-after`, and `diff -r`)
const { execFileSync } = require("node:child_process");
const { existsSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { join, resolve } = require("node:path");

const BUILD = join(__dirname, "../build");
const { readDeployments } = require(join(BUILD, "manifest/deployments"));

const [project, folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("Usage: node bench/compose-output.js <project> <folder>");
  process.exit(2);
}
const { systems, diagnostics } = readDeployments(project);
for (const { message, file } of diagnostics) console.error(`${file}: ${message}`);
const names = systems.flatMap(({ environments }) => environments.map(({ system, name }) => `${system}-${name}`));
for (const name of names) {
  const place = resolve(folder, name);
  rmSync(place, { recursive: true, force: true });
  execFileSync(
    process.execPath,
    [join(BUILD, "commands/drydock.js"), "compose", name, "--out", join(place, "compose.yaml")],
    { cwd: project, stdio: ["ignore", "inherit", "pipe"] },
  );
  const env = join(place, ".env");
  if (existsSync(env)) writeFileSync(env, readFileSync(env, "utf8").replaceAll(/=.+$/gm, "=(generated)"));
}
console.log(`${names.length} environments, ${diagnostics.length} diagnostics`);
if (diagnostics.length > 0) process.exitCode = 1;
