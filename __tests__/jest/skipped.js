const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
// What tests ask for that not every machine has, and what installs it on Debian and Ubuntu.
const NEEDS = require("./needs.json");

/** Says at the end what skipped tests need, and the command that installs it. */
module.exports = class {
  onRunComplete(_contexts, { numPendingTests, testResults }) {
    const file = join(process.env.DRYDOCK_TEST_RUN, "missing.jsonl");
    if (numPendingTests === 0 || !existsSync(file)) return;
    const skipped = new Map(testResults.map((result) => [result.testFilePath, result.numPendingTests]));
    const missing = new Map();
    for (const line of new Set(readFileSync(file, "utf8").trim().split("\n"))) {
      const { path, need, reason } = JSON.parse(line);
      const known = missing.get(need) ?? { tests: 0, reason };
      missing.set(need, { ...known, tests: known.tests + (skipped.get(path) ?? 0) });
    }
    const lines = [...missing].map(([need, { tests, reason }]) => {
      return `  up to ${tests} need ${need}: ${reason ?? NEEDS[need]}`;
    });
    process.stderr.write(`\n${numPendingTests} tests were skipped:\n${lines.join("\n")}\n`);
  }
};
