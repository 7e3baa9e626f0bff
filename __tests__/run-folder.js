const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/** Makes a folder for as long as Jest runs, for what several files of tests need. */
module.exports = () => {
  process.env.DRYDOCK_TEST_RUN = mkdtempSync(join(tmpdir(), "drydock-tests-"));
};

/** Removes it. */
module.exports.remove = () => rmSync(process.env.DRYDOCK_TEST_RUN, { recursive: true });
