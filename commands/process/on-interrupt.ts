const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Exit code of a program that Ctrl-C has ended, by the shells' convention of 128 + SIGINT. */
export const INTERRUPTED = 130;

/** Exit code of a program whose terminal was closed, 128 + SIGHUP. */
export const HUNG_UP = 129;

/** Milliseconds in which signals are one: a Ctrl-C reaches us from the terminal, and again from npm, which hands it on. */
export const TOGETHER = 1_000;

/**
 * Calls `first` when the person or the system asks us to end, and `again` when they ask once more and do not want to
 * wait. Returns what takes the handlers away.
 */
export function onInterrupt(first: () => void, again: () => void): () => void {
  let last: number | undefined;
  const handler = (signal: NodeJS.Signals) => {
    const now = Date.now();
    const before = last;
    last = now;
    if (before === undefined) first();
    // A terminal that is gone may say so several times, and nobody has lost patience.
    else if (now - before >= TOGETHER && signal !== "SIGHUP") again();
  };
  for (const signal of SIGNALS) process.on(signal, handler);
  return () => {
    for (const signal of SIGNALS) process.off(signal, handler);
  };
}
