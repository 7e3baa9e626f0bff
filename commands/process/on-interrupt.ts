const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Exit code of a program that Ctrl-C has ended, by the shells' convention of 128 + SIGINT. */
export const INTERRUPTED = 130;

/** Exit code of a program whose terminal was closed, 128 + SIGHUP. */
export const HUNG_UP = 129;

/**
 * Calls `first` when the person or the system asks us to end, and `again` when they ask once more and do not want to
 * wait. Returns what takes the handlers away.
 */
export function onInterrupt(first: () => void, again: () => void): () => void {
  let asked = false;
  const handler = () => {
    if (asked) again();
    else first();
    asked = true;
  };
  for (const signal of SIGNALS) process.on(signal, handler);
  return () => {
    for (const signal of SIGNALS) process.off(signal, handler);
  };
}
