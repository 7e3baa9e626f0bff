import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");
const ON_TERMINAL = join(ROOT, "__tests__", "terraform", "on_terminal.py");
const COMMANDS = join(ROOT, "build", "commands", "process");

it("a command whose terminal is closed ends with 129, the shells' code for it, although Node would abort", () => {
  const script = `
    require(${JSON.stringify(join(COMMANDS, "gone-terminal.js"))}).endWithoutTerminal();
    const timer = setInterval(() => {}, 1000);
    process.on("SIGHUP", () => { process.exitCode = 130; clearInterval(timer); });
    console.log("ready");`;
  const words = [ON_TERMINAL, "ready", "hang-up", process.execPath, "-e", script];
  expect(spawnSync("python3", words).status).toBe(129);
});
