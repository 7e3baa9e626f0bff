// Prints where the time of the tests goes, as last measured on this machine: `npm run test:times`; with `--write`, also
// into CONTRIBUTING.md. It is CPU time, with that of the processes that tests start: other work on the machine hardly
// changes that.
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { SUITES } = require("./suites");

const ROOT = join(__dirname, "../..");
const FILE = join(ROOT, "build", "test-times.json");
const GUIDE = join(ROOT, "CONTRIBUTING.md");
const MARKS = ["<!-- npm run test:times -- --write -->", "<!-- end of the times -->"];
/** Rows of a suite; the rest is one row. */
const ROWS = 12;

if (!existsSync(FILE)) {
  console.error("No test has run here yet: npm test, npm run test:systems and npm run test:rehearsals measure.");
  process.exit(1);
}

const times = Object.entries(JSON.parse(readFileSync(FILE, "utf8"))).map(([path, time]) => ({ path, ...time }));
const table = [
  "| suite | folder or file | files | CPU, s |",
  "|---|---|---|---|",
  ...Object.entries(SUITES).flatMap(([suite, ignored]) => rowsOf(suite, ignored)),
].join("\n");
console.log(table);
if (process.argv.includes("--write")) writeFileSync(GUIDE, between(readFileSync(GUIDE, "utf8"), table));

function rowsOf(suite, ignored) {
  const own = times.filter(({ path }) => !ignored.some((pattern) => new RegExp(pattern).test(join(ROOT, path))));
  const groups = new Map();
  for (const time of own) {
    const group = groupOf(suite, time);
    groups.set(group, [...(groups.get(group) ?? []), time]);
  }
  const sums = [...groups].map(([name, members]) => ({ name, ...sum(members) })).sort((a, b) => b.cpu - a.cpu);
  const rest = sums.slice(ROWS);
  return [
    row(`**${suite}**`, { name: "all", ...sum(own) }),
    ...sums.slice(0, ROWS).map((one) => row("", one)),
    ...(rest.length > 0 ? [row("", { name: "others", ...sum(rest) })] : []),
  ];
}

/** The main suite by folder, the others by file. */
function groupOf(suite, { path }) {
  const parts = path.split("/").slice(1);
  return suite === "main" && parts.length > 1 ? `${parts[0]}/` : parts.join("/");
}

function sum(members) {
  const total = (field) => members.reduce((all, one) => all + (one[field] ?? 1), 0);
  return { files: total("files"), cpu: total("cpu") };
}

function row(suite, { name, files, cpu }) {
  return `| ${suite} | ${name} | ${files} | ${Math.round(cpu)} |`;
}

function between(text, inner) {
  const [start, end] = MARKS.map((mark) => text.indexOf(mark));
  if (start < 0 || end < start) throw new Error(`CONTRIBUTING.md has not both ${MARKS.join(" and ")}`);
  return `${text.slice(0, start + MARKS[0].length)}\n${inner}\n${text.slice(end)}`;
}
