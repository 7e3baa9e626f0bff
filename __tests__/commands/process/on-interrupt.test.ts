import { onInterrupt } from "../../../commands/process/on-interrupt";

describe("signals to end", () => {
  const done: string[] = [];
  let release: () => void;
  beforeEach(() => {
    jest.useFakeTimers();
    done.length = 0;
    release = onInterrupt(
      () => done.push("asked"),
      () => done.push("insisted"),
    );
  });
  afterEach(() => {
    release();
    jest.useRealTimers();
  });

  const take = (signal: NodeJS.Signals, after: number) => {
    jest.advanceTimersByTime(after);
    process.emit(signal, signal);
  };

  it("ask first, and insist when they come again", () => {
    take("SIGINT", 0);
    take("SIGTERM", 5_000);
    expect(done).toEqual(["asked", "insisted"]);
  });

  it("are one Ctrl-C when they come from the terminal and from npm", () => {
    take("SIGINT", 0);
    take("SIGINT", 20);
    expect(done).toEqual(["asked"]);
  });

  it("never insist because a terminal was closed, however often that is said", () => {
    take("SIGHUP", 0);
    take("SIGHUP", 5_000);
    expect(done).toEqual(["asked"]);
  });
});
