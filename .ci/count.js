// Counts tests and rehearsed environments: prints `N passed, N failed, N skipped` and fails if anything failed.
const { existsSync, readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { SUITES } = require("../__tests__/jest/suites");

/** Failures of other steps. */
const others = Number(process.argv[2]);

const suites = Object.keys(SUITES).map((name) => readTests(`build/tests/${name}`));
const sum = (field) => suites.reduce((all, suite) => all + suite[field], 0);
const environments = readEnvironments(".rehearsal");
const passed = sum("passed") + environments.filter(({ ok }) => ok).length;
const failed = others + sum("failed") + environments.filter(({ ok }) => !ok).length;

console.log(`${passed} passed, ${failed} failed, ${sum("skipped")} skipped`);
process.exitCode = failed === 0 ? 0 : 1;

function readTests(suite) {
  // A run that did not get as far as its results is a failure.
  if (!existsSync(`${suite}.json`)) return { passed: 0, failed: 1, skipped: 0 };
  const results = JSON.parse(readFileSync(`${suite}.json`, "utf8"));
  // A test file that does not even load has no tests to count.
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return {
    passed: results.numPassedTests,
    // A run may fail after its tests: they left something behind.
    failed: failed === 0 && existsSync(`${suite}.failed`) ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

function readEnvironments(folder) {
  const files = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, "summary.json")) : [];
  const summaries = files.filter((file) => existsSync(file)).map((file) => JSON.parse(readFileSync(file, "utf8")));
  // A rehearsal that did not even begin is a failure.
  return summaries.length > 0 ? summaries : [{ ok: false }];
}
