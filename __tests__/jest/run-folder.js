const { chmodSync, mkdirSync, mkdtempSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/**
 * Makes a folder for as long as Jest runs. It is the temporary folder of all tests and of the processes that they
 * start, so that __tests__/jest/left-behind.js sees what they leave; `shared` is for what several files of tests need.
 */
module.exports = () => {
  const folder = mkdtempSync(join(tmpdir(), "drydock-tests-"));
  // Servers that refuse to run as root have their folders in it.
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, "shared"));
  mkdirSync(join(folder, "tmp"));
  // As /tmp is: everybody's, and nobody removes another's.
  chmodSync(join(folder, "tmp"), 0o1777);
  process.env.DRYDOCK_JEST = String(process.pid);
  process.env.DRYDOCK_TEST_RUN = join(folder, "shared");
  process.env.TMPDIR = join(folder, "tmp");
};
