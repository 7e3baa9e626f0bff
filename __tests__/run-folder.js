const { existsSync, mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { delimiter, join } = require("node:path");

/** What the set-up has put into the project because the machine lacks it: Terraform, and Python with moto. */
const tools = [join(__dirname, "..", ".drydock", "bin"), join(__dirname, "..", ".drydock", "venv", "bin")];

/** Makes a folder for as long as Jest runs, for what several files of tests need. */
module.exports = () => {
  process.env.PATH = [...tools.filter((folder) => existsSync(folder)), process.env.PATH].join(delimiter);
  process.env.DRYDOCK_TEST_RUN = mkdtempSync(join(tmpdir(), "drydock-tests-"));
};

/** Removes it. */
module.exports.remove = () => rmSync(process.env.DRYDOCK_TEST_RUN, { recursive: true });
