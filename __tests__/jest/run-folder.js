const { chmodSync, existsSync, mkdirSync, mkdtempSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { delimiter, join } = require("node:path");

const root = join(__dirname, "../..");
/** What the set-up has put into the project because the machine lacks it: Terraform, and Python with moto. */
const tools = [join(root, ".drydock", "bin"), join(root, ".drydock", "venv", "bin")];

/**
 * Makes a folder for as long as Jest runs. It is the temporary folder of all tests and of the processes that they
 * start, so that __tests__/jest/left-behind.js sees what they leave; `shared` is for what several files of tests need.
 */
module.exports = () => {
  process.env.PATH = [...tools.filter((tool) => existsSync(tool)), process.env.PATH].join(delimiter);
  const folder = mkdtempSync(join(tmpdir(), "drydock-tests-"));
  // Servers that refuse to run as root have their folders in it.
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, "shared"));
  mkdirSync(join(folder, "tmp"));
  // As /tmp is: everybody's, and nobody removes another's.
  chmodSync(join(folder, "tmp"), 0o1777);
  // Terraform and its provider hold little and end soon: collecting their garbage costs a quarter of their time
  // (https://go.dev/doc/gc-guide#GOGC; at 100, the default, they do so four times as often).
  process.env.GOGC ??= "400";
  process.env.DRYDOCK_JEST = String(process.pid);
  process.env.DRYDOCK_TEST_RUN = join(folder, "shared");
  process.env.TMPDIR = join(folder, "tmp");
};
