import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, stop } from "esbuild";
import { has } from "../../needs";

// A real terminal, because only one can echo: Python's pty has it and types into it what the prompt asks for.
const PTY = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
shown = b""
typed = False
while True:
    try:
        chunk = os.read(terminal, 1024)
    except OSError:
        break
    if not chunk:
        break
    shown += chunk
    if not typed and b": " in shown:
        os.write(terminal, b"hunter2\\r")
        typed = True
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(status))
`;

const python = spawnSync("python3", ["-c", "import pty"]).status === 0;
if (process.env["CI"] && !python) {
  test("python3 is installed", () => {
    throw new Error("the prompt is tested on a terminal of python3, which is not on PATH");
  });
}

const folder = mkdtempSync(join(tmpdir(), "secret-terminal-"));
afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

(has("python3", python) ? test : test.skip)("what is typed is not shown, and is read whole", async () => {
  const main = join(folder, "main.js");
  await build({
    stdin: {
      contents: `import { givenValue } from "./commands/secret/value-input";
        givenValue("KEY").then((value) => process.exit(value === "hunter2" ? 0 : 1));`,
      resolveDir: join(__dirname, "../../.."),
    },
    bundle: true,
    platform: "node",
    outfile: main,
  });
  const { status, stdout } = spawnSync("python3", ["-c", PTY, process.execPath, main], { encoding: "utf8" });
  expect(stdout).toBe("Value of KEY (it is not shown): \r\n");
  expect(status).toBe(0);
});
