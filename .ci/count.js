// Counts tests and rehearsed environments: prints `N passed, N failed, N skipped` and fails if anything failed.
const { existsSync, readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

/** Failures of other steps. */
const others = Number(process.argv[2]);

const tests = readTests("build/tests.json");
const environments = readEnvironments(".rehearsal");
const passed = tests.passed + environments.filter(({ ok }) => ok).length;
const failed = others + tests.failed + environments.filter(({ ok }) => !ok).length;

console.log(`${passed} passed, ${failed} failed, ${tests.skipped} skipped`);
process.exitCode = failed === 0 ? 0 : 1;

function readTests(file) {
  // A run that did not get as far as its results is a failure.
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const results = JSON.parse(readFileSync(file, "utf8"));
  return {
    passed: results.numPassedTests,
    // A test file that does not even load has no tests to count.
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

function readEnvironments(folder) {
  const files = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, "summary.json")) : [];
  const summaries = files.filter((file) => existsSync(file)).map((file) => JSON.parse(readFileSync(file, "utf8")));
  // A rehearsal that did not even begin is a failure.
  return summaries.length > 0 ? summaries : [{ ok: false }];
}
