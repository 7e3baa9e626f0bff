const { existsSync, mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join, relative } = require("node:path");

/** Keeps how long each file of tests took, for `npm run test:times`. */
module.exports = class {
  constructor({ rootDir }) {
    this.root = rootDir;
  }

  onRunComplete() {
    const measured = join(process.env.DRYDOCK_TEST_RUN, "times.jsonl");
    if (!existsSync(measured)) return;
    const file = join(this.root, "build", "test-times.json");
    const known = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
    const sums = new Map();
    for (const line of readFileSync(measured, "utf8").trim().split("\n")) {
      const { path, cpu, seconds } = JSON.parse(line);
      const sum = sums.get(path) ?? { cpu: 0, seconds: 0 };
      sums.set(path, { cpu: sum.cpu + cpu, seconds: sum.seconds + seconds });
    }
    for (const [path, { cpu, seconds }] of sums) {
      known[relative(this.root, path)] = { cpu: round(cpu), seconds: round(seconds) };
    }
    // A file of tests that is no more takes no time.
    const there = Object.entries(known).filter(([path]) => existsSync(join(this.root, path)));
    mkdirSync(join(this.root, "build"), { recursive: true });
    writeFileSync(file, JSON.stringify(Object.fromEntries(there.sort()), undefined, 2));
  }
};

function round(seconds) {
  return Math.round(seconds * 100) / 100;
}
