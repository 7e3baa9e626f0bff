import { Interruption } from "../../../commands/deploy/interruption";
import type { LastingProcesses } from "../../../commands/process/lasting-processes";
import type { Processes } from "../../../commands/process/processes";

function interruption(busy = true) {
  const done: string[] = [];
  const said: string[] = [];
  let time = 0;
  const lasting = {
    busy,
    interrupt: () => void done.push("asked to stop"),
    insist: () => void done.push("told to give up"),
  } as unknown as LastingProcesses;
  const helpers = { stop: async () => void done.push("helpers ended") } as unknown as Processes;
  const now = () => time;
  const one = new Interruption({
    lasting,
    helpers,
    now,
    inProgress: () => ["aws_vpc.main"],
    say: (text) => said.push(text),
  });
  const take = (signal: NodeJS.Signals, after: number) => {
    time += after;
    one.take(signal);
  };
  return { one, take, done, said };
}

describe("Ctrl-C during a deploy", () => {
  it("asks Terraform to stop the first time, explains itself the second, and is obeyed the third", () => {
    const { take, done, said, one } = interruption();
    expect(one.asked).toBe(false);
    take("SIGINT", 5_000);
    expect(one.asked).toBe(true);
    expect(done).toEqual(["asked to stop", "helpers ended"]);
    expect(said).toEqual([expect.stringContaining("it ends what it has begun (aws_vpc.main), writes its state")]);
    take("SIGINT", 5_000);
    expect(done).toHaveLength(2);
    expect(said[1]).toContain("Terraform still ends aws_vpc.main. If it is told to give up now");
    take("SIGINT", 5_000);
    expect(done[2]).toBe("told to give up");
  });

  it("counts once when it comes from the terminal and from npm at the same time", () => {
    const { take, done, said } = interruption();
    take("SIGINT", 5_000);
    take("SIGINT", 3);
    take("SIGINT", 200);
    expect(done).toEqual(["asked to stop", "helpers ended"]);
    expect(said).toHaveLength(1);
  });

  it.each(["SIGTERM", "SIGHUP"] as const)("is the same as %s", (signal) => {
    const { take, done } = interruption();
    take(signal, 5_000);
    expect(done).toEqual(["asked to stop", "helpers ended"]);
  });

  it("never makes Terraform give up because a terminal was closed, however often that is said", () => {
    const { take, done } = interruption();
    for (let time = 0; time < 5; time += 1) take("SIGHUP", 5_000);
    expect(done).toEqual(["asked to stop", "helpers ended"]);
  });

  it("explains nothing while no Terraform works", () => {
    const { take, done, said } = interruption(false);
    take("SIGINT", 5_000);
    take("SIGINT", 5_000);
    expect(said).toEqual([]);
    expect(done).toEqual(["asked to stop", "helpers ended"]);
  });
});
