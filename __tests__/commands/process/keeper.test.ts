import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Keeper } from "../../../commands/process/keeper";

/** More processes than a deploy of a large system starts; no machine has memory for what doubles as often. */
const MANY = 60;

function start(script: string): ChildProcess {
  return spawn("/bin/sh", ["-c", script], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
}

describe("the keeper, when our process ends", () => {
  it("ends a server after any number of processes that came and went", async () => {
    const keeper = new Keeper();
    const server = start("exec sleep 600");
    const ended = once(server, "exit");
    keeper.serve(server.pid!);
    // Higher than any process can be (PID_MAX_LIMIT, `man 5 proc_sys_kernel`).
    for (let pid = 5_000_000; pid < 5_000_000 + MANY; pid += 1) {
      keeper.work(pid);
      keeper.release(pid);
    }
    keeper.close();
    expect(await ended).toEqual([null, "SIGTERM"]);
  });

  it("asks those who work to finish, and ends a server only when they have", async () => {
    const keeper = new Keeper();
    const server = start("exec sleep 600");
    const worker = start(
      "trap 'echo asked; sleep 1; kill -0 $SERVER && echo served; exit' INT; echo ready; while :; do sleep 0.1; done".replace(
        "$SERVER",
        String(server.pid),
      ),
    );
    let said = "";
    worker.stdout!.on("data", (data) => (said += String(data)));
    await once(worker.stdout!, "data");
    keeper.serve(server.pid!);
    keeper.work(worker.pid!);
    const ended = once(server, "exit");
    keeper.close();
    expect(await ended).toEqual([null, "SIGTERM"]);
    expect(said).toBe("ready\nasked\nserved\n");
  });

  it("leaves alone what has ended before", async () => {
    const keeper = new Keeper();
    const [released, server] = [start("exec sleep 600"), start("exec sleep 600")];
    const ended = once(server, "exit");
    for (const { pid } of [released, server]) keeper.serve(pid!);
    keeper.release(released.pid!);
    keeper.close();
    await ended;
    expect(released.exitCode).toBeNull();
    expect(released.signalCode).toBeNull();
    released.kill("SIGKILL");
    await once(released, "exit");
  });
});
