const { existsSync, readdirSync, readFileSync, rmSync } = require("node:fs");
const { dirname } = require("node:path");
const { setTimeout: sleep } = require("node:timers/promises");

/** What ends with its test is given this long to end. */
const SECONDS = 10;

/** Removes the folder of __tests__/jest/run-folder.js, and fails the run if a test has left a file or a process. */
module.exports = async () => {
  const { DRYDOCK_TEST_RUN: shared, TMPDIR: folder } = process.env;
  endServers(shared);
  const deadline = Date.now() + SECONDS * 1000;
  let left;
  do {
    left = [...leftFiles(folder), ...leftProcesses(shared)];
    if (left.length > 0) await sleep(100);
  } while (left.length > 0 && Date.now() < deadline);
  rmSync(dirname(folder), { recursive: true, force: true });
  if (left.length > 0) throw new Error(`Tests have left behind:\n${left.map((one) => `  ${one}`).join("\n")}`);
};

/** Ends the servers of __tests__/python.ts, which are the run's own and no test's. */
function endServers(shared) {
  for (const name of readdirSync(shared).filter((one) => one.endsWith(".pid"))) {
    try {
      process.kill(Number(readFileSync(`${shared}/${name}`, "utf8")));
    } catch {
      // It has ended.
    }
  }
}

function leftFiles(folder) {
  return readdirSync(folder).map((name) => `${folder}/${name}`);
}

/** Processes that carry the run's variable, and with them the ports that they listen on; where there is no /proc, none. */
function leftProcesses(shared) {
  if (!existsSync("/proc/self/environ")) return [];
  const own = new Set([String(process.pid), String(process.ppid)]);
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid) || own.has(pid)) return [];
    try {
      if (!readFileSync(`/proc/${pid}/environ`, "utf8").includes(`DRYDOCK_TEST_RUN=${shared}\0`)) return [];
      return [`process ${pid}: ${readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim()}`];
    } catch {
      // It has ended meanwhile, or is somebody else's.
      return [];
    }
  });
}
