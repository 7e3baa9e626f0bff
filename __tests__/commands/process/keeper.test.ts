import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { Keeper } from "../../../commands/process/keeper";

/** Terraform commands of a deploy of many layers. */
const COMMANDS = 40;

/** A pid that no machine has (pid_max is at most 2^22, proc(5)). */
const NOBODY = 5_000_000;

it("the keeper ends a provider at once after many commands, however many have come and gone", async () => {
  const keeper = new Keeper();
  const server = spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
  const ended = new Promise((resolve) => server.once("exit", (_code, signal) => resolve(signal)));
  keeper.serve(server.pid!);
  for (let at = 0; at < COMMANDS; at += 1) {
    keeper.work(NOBODY + at);
    keeper.release(NOBODY + at);
  }
  keeper.close();
  const late = sleep(10_000, "late", { ref: false });
  const how = await Promise.race([ended, late]);
  server.kill("SIGKILL");
  expect(how).toBe("SIGTERM");
}, 30_000);
