// Runs the tests that a change may concern: `npm run test:affected`, or `-- <commit>` for what changed since another
// commit than the one where this branch left main. Jest follows imports; other files have the tests of their folder.
const { execFileSync, spawnSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const ROOT = join(__dirname, "../..");
/** What every test may depend on. */
const EVERYTHING = /^(package(-lock)?\.json|tsconfig[^/]*\.json|jest\.[^/]*js|__tests__\/jest\/)/;
/** Files that no test imports, and the tests that read or run them. */
const READ_BY = [
  [/^docker\/([^/]+)\//, ([, system]) => [`__tests__/docker/${system}`, `__tests__/backup/${system}`]],
  [/^emulator\//, () => ["__tests__/emulator/", "emulated"]],
  [/^(deployments\/|drydock\.yaml)/, () => ["__tests__/(stacks|access|manifest|docs)/"]],
  [/^(docs\/|[^/]+\.md$)/, () => ["__tests__/docs/"]],
  [/^(__tests__\/fixtures)\//, () => ["__tests__/(stacks|access|manifest|terraform)/"]],
  [/^(__tests__\/.+)\/[^/]+$/, ([, folder]) => [`${folder}/`]],
  [/^([^/]+)\//, ([, folder]) => [`__tests__/${folder}/`]],
];

const [since = mergeBase(), ...options] = process.argv.slice(2);
const changed = [
  ...git("diff", "--name-only", since).split("\n"),
  ...git("ls-files", "--others", "--exclude-standard").split("\n"),
].filter((name) => name !== "");
if (changed.length === 0) {
  console.log(`Nothing has changed since ${since}.`);
  process.exit(0);
}

const followed = changed.filter((name) => /\.ts$/.test(name) && existsSync(join(ROOT, name)));
const patterns = changed.filter((name) => !followed.includes(name)).flatMap(readBy);
const related = followed.length > 0 ? list("--findRelatedTests", ...followed) : [];
const read = patterns.length > 0 ? list(...patterns) : [];
const tests = changed.some((name) => EVERYTHING.test(name)) ? list() : [...new Set([...related, ...read])];
if (tests.length === 0) {
  console.log(`No test is about what has changed since ${since}: ${changed.join(", ")}`);
  process.exit(0);
}
console.log(`${tests.length} files of tests are about the ${changed.length} files that have changed since ${since}.`);
process.exit(jest(["--runTestsByPath", ...tests, ...options], "inherit").status ?? 1);

function mergeBase() {
  const main = ["origin/main", "main", "HEAD"].find(
    (name) => spawnSync("git", ["rev-parse", "-q", "--verify", name], { cwd: ROOT }).status === 0,
  );
  return git("merge-base", "HEAD", main).slice(0, 12);
}

function git(...args) {
  return execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();
}

function readBy(name) {
  for (const [pattern, tests] of READ_BY) {
    const found = pattern.exec(name);
    if (found) return tests(found);
  }
  return [];
}

function list(...args) {
  const { stdout } = jest(["--listTests", "--passWithNoTests", ...args], "pipe");
  return stdout.split("\n").filter((name) => name !== "");
}

function jest(args, stdio) {
  const program = join(ROOT, "node_modules", "jest", "bin", "jest.js");
  return spawnSync(process.execPath, [program, ...args], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["inherit", stdio, "inherit"],
  });
}
