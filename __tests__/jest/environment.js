const { appendFileSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { TestEnvironment } = require("jest-environment-node");

/** Linux counts processes' time in this many ticks a second on every architecture (USER_HZ, `man 7 time`). */
const TICKS = 100;

/** CDKTF's global, in which it keeps each token that there ever was. */
const TOKENS = "__cdktfTokenMap";

/**
 * Shares with the tests what the packages see that __tests__/jest/runtime.js loads once for all of them, and puts back
 * what they have changed: environment variables, and CDKTF's tokens.
 *
 * Measures the CPU time of a file of tests: its own, and that of the processes that it has started and
 * waited for.
 */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.path = context.testPath;
    this.began = Date.now();
    this.cpu = used();
    this.variables = { ...process.env };
    this.global.process.env = process.env;
    // What those packages make and throw is one of these here too. (What has literals, such as arrays, is another.)
    Object.assign(this.global, { Date, Error, Map, RangeError, Set, SyntaxError, TypeError });
    Object.defineProperty(this.global, TOKENS, { get: () => globalThis[TOKENS], configurable: true });
  }

  async teardown() {
    putBack(this.variables);
    for (const map of Object.values(globalThis[TOKENS] ?? {})) if (map instanceof Map) map.clear();
    const line = { path: this.path, cpu: used() - this.cpu, seconds: (Date.now() - this.began) / 1000 };
    appendFileSync(join(process.env.DRYDOCK_TEST_RUN, "times.jsonl"), `${JSON.stringify(line)}\n`);
    await super.teardown();
  }
};

function putBack(variables) {
  for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
  Object.assign(process.env, variables);
}

/** Seconds of CPU of this process and its children. */
function used() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + childrenUsed();
}

function childrenUsed() {
  let text;
  try {
    text = readFileSync("/proc/self/stat", "utf8");
  } catch {
    // Only Linux tells.
    return 0;
  }
  // Fields after the name in parentheses; cutime and cstime are the 16th and 17th of all (`man 5 proc_pid_stat`).
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / TICKS;
}
