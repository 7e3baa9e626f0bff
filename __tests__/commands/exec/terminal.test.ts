import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transformFileSync } from "@swc/core";

// A process of its own, because signals to the test's process would end the test.
const folder = mkdtempSync(join(tmpdir(), "exec-terminal-"));
const main = join(folder, "main.js");

beforeAll(() => {
  const { code } = transformFileSync(join(__dirname, "../../../commands/exec/session.ts"), {
    jsc: { parser: { syntax: "typescript" }, target: "es2023" },
    module: { type: "commonjs" },
  });
  const run = 'exports.runOnTerminal("sh", ["-c", process.argv[2]]).then((code) => process.exit(code));';
  writeFileSync(main, `${code}\n${run}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a shell script through `runOnTerminal`; `meanwhile` is called when it has printed something. */
function terminal(
  script: string,
  meanwhile: (child: ChildProcess) => void,
): Promise<{ code: unknown; output: string }> {
  const child = spawn(process.execPath, [main, script], { stdio: ["pipe", "pipe", "inherit"] });
  let output = "";
  child.stdout!.once("data", () => meanwhile(child));
  child.stdout!.on("data", (chunk) => {
    output += chunk;
  });
  return new Promise((resolve) => child.once("close", (code, signal) => resolve({ code: code ?? signal, output })));
}

test("lends its terminal to the program", async () => {
  const { code, output } = await terminal("echo name?; read -r name; echo hello $name; exit 3", (child) => {
    child.stdin!.end("jane\n");
  });
  expect(output).toBe("name?\nhello jane\n");
  expect(code).toBe(3);
});

test("survives Ctrl-C, which is meant for what runs in the container", async () => {
  const { code } = await terminal("echo ready; sleep 0.3; exit 3", (child) => child.kill("SIGINT"));
  expect(code).toBe(3);
});

test("hands the request to end on to the program", async () => {
  const script = "trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done";
  const { code } = await terminal(script, (child) => child.kill("SIGTERM"));
  expect(code).toBe(9);
});
