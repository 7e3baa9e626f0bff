import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeEmulated, startEmulator } from "./emulator";

const SERVE = join(__dirname, "../../emulator/serve.py");
const exit = (child: { once(event: "exit", listener: () => void): unknown }) =>
  new Promise<void>((resolve) => child.once("exit", resolve));

describeEmulated("the emulator's launcher", () => {
  test("ends when its standard input is closed", async () => {
    const emulator = await startEmulator();
    const ended = exit(emulator.process);
    emulator.process.stdin!.end();
    await ended;
    await expect(fetch(emulator.endpoint)).rejects.toThrow();
    await emulator.stop();
  });

  test("ends on SIGTERM with exit code 0", async () => {
    const emulator = await startEmulator();
    await emulator.stop();
    expect(emulator.process.exitCode).toBe(0);
  });

  test("names an operation that nobody implements, and answers 501 so that no client retries", async () => {
    const emulator = await startEmulator();
    const response = await emulator.fetch("sdk-unknown", "POST", "/", "{}", {
      "x-amz-target": "Unknown.DoSomething",
    });
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({ message: expect.stringContaining("sdk-unknown DoSomething") });
    await emulator.stop();
  });

  test("explains its options", () => {
    expect(execFileSync("python3", [SERVE, "--help"], { encoding: "utf8" })).toContain("--ready-file");
  });
});

describeEmulated("without moto, the emulator's launcher", () => {
  const python = () =>
    execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();

  test("says in one sentence what to install and exits with 3", () => {
    const options = { encoding: "utf8", input: "", env: { PATH: "" } } as const;
    const isolated = spawnSync(python(), ["-I", "-S", SERVE], options);
    expect(isolated.status).toBe(3);
    expect(isolated.stderr).toContain("pip install 'moto[server]==");
    expect(isolated.stderr.trim().split("\n")).toHaveLength(1);
  });

  test("uses the Python that a moto_server on the path was installed with, as pipx does", () => {
    const folder = mkdtempSync(join(tmpdir(), "pipx-"));
    writeFileSync(join(folder, "moto_server"), `#!${realpathSync(python())}\n`, { mode: 0o755 });
    const link = join(folder, "python-without-moto");
    symlinkSync(realpathSync(python()), link);
    const env = { PATH: folder };
    const started = spawnSync(link, ["-I", "-S", SERVE, "--ready-file", join(folder, "ready")], { input: "", env });
    expect(started.status).toBe(0);
    rmSync(folder, { recursive: true });
  });
});
