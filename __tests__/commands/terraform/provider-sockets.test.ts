import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { socketsFolder } from "../../../commands/terraform/provider-sockets";

describe("the folder for a provider's sockets", () => {
  const outer = process.env["TMPDIR"];
  let work: string;
  let server: Server | undefined;

  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), "sockets-"));
    process.env["TMPDIR"] = work;
  });
  afterEach(async () => {
    process.env["TMPDIR"] = outer;
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    server = undefined;
    rmSync(work, { recursive: true });
  });

  function folder(name: string): string {
    const made = join(work, `drydock-provider-${name}`);
    mkdirSync(made);
    return made;
  }

  it("is new each time", async () => {
    const [one, other] = [await socketsFolder(), await socketsFolder()];
    expect(one).not.toBe(other);
    expect([one, other].every((path) => existsSync(path))).toBe(true);
  });

  it("takes the place of those whose provider was killed", async () => {
    const left = folder("left");
    const killed = `require("net").createServer().listen(process.argv[1], () => process.kill(process.pid, "SIGKILL"))`;
    spawnSync(process.execPath, ["-e", killed, join(left, "plugin")]);
    expect(existsSync(join(left, "plugin"))).toBe(true);
    await socketsFolder();
    expect(existsSync(left)).toBe(false);
  });

  it("takes the place of empty ones after some time, in which a provider may be starting", async () => {
    const [old, young] = [folder("old"), folder("young")];
    const before = new Date(Date.now() - 600_000);
    utimesSync(old, before, before);
    await socketsFolder();
    expect([old, young].map((path) => existsSync(path))).toEqual([false, true]);
  });

  it("leaves alone those of providers that run, and what is not a provider's", async () => {
    const [running, other] = [folder("running"), join(work, "something")];
    mkdirSync(other);
    server = createServer();
    await new Promise<void>((resolve) => server!.listen(join(running, "plugin"), resolve));
    await socketsFolder();
    expect([running, other].map((path) => existsSync(path))).toEqual([true, true]);
  });
});
