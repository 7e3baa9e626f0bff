import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandMissing, Interrupted, Processes } from "../../../commands/process/processes";

const variables = { PATH: process.env["PATH"] };
let processes: Processes;

beforeEach(() => {
  processes = new Processes({ watched: true });
});
afterEach(() => processes.stop());

function shell(script: string) {
  return { file: "/bin/sh", args: ["-c", script], variables };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function ended(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100 && isAlive(pid); tries++) await sleep(50);
  return !isAlive(pid);
}

it("gives exit code and output of a command", async () => {
  const lines: string[] = [];
  const outcome = await processes.run({
    ...shell("echo one; echo two; echo bad >&2; exit 3"),
    onLine: (line) => lines.push(line),
  });
  expect(outcome).toEqual({ exitCode: 3, stdout: "one\ntwo\n", stderr: "bad\n" });
  expect(lines).toEqual(["one", "two"]);
});

it("gives a command only the variables that it is given", async () => {
  process.env["DRYDOCK_LEAK"] = "yes";
  const { stdout } = await processes.run(shell('echo "[$DRYDOCK_LEAK]"'));
  delete process.env["DRYDOCK_LEAK"];
  expect(stdout).toBe("[]\n");
});

it("says when a command is not there", async () => {
  await expect(processes.run({ file: "drydock-no-such-command", args: [], variables })).rejects.toThrow(CommandMissing);
});

it("ends what runs together with what that has started, by force if it does not listen", async () => {
  const lines: string[] = [];
  const script = "trap '' TERM; sleep 1000 & echo $!; wait; wait";
  const running = await processes.start({ ...shell(script), onLine: (line) => lines.push(line) });
  while (lines.length === 0) await sleep(20);
  await processes.stop();
  expect(await ended(running.pid)).toBe(true);
  expect(await ended(Number(lines[0]))).toBe(true);
}, 300_000);

it("starts nothing after it was told to stop, and tells those who wait", async () => {
  const waiting = processes.run(shell("sleep 1000"));
  await sleep(100);
  await Promise.all([processes.stop(), expect(waiting).rejects.toThrow(Interrupted)]);
  await expect(processes.run(shell("true"))).rejects.toThrow(Interrupted);
});

it("leaves no process behind when it is killed itself", async () => {
  const folder = mkdtempSync(join(tmpdir(), "drydock-killed-"));
  const file = join(folder, "pid");
  // A process of its own that starts something through Processes, as compiled by npm run build.
  const script = `
    const { Processes } = require(${JSON.stringify(join(__dirname, "../../../build/commands/process/processes"))});
    new Processes({ watched: true }).start({ file: "/bin/sleep", args: ["1000"], variables: {} })
      .then(({ pid }) => require("node:fs").writeFileSync(${JSON.stringify(file)}, String(pid)));
    setInterval(() => {}, 1000);
  `;
  writeFileSync(file, "");
  const owner = spawn(process.execPath, ["-e", script], { stdio: "ignore" });
  while (readFileSync(file, "utf8") === "") await sleep(20);
  const pid = Number(readFileSync(file, "utf8"));
  rmSync(folder, { recursive: true });
  expect(isAlive(pid)).toBe(true);
  owner.kill("SIGKILL");
  expect(await ended(pid)).toBe(true);
}, 300_000);
