export type Settings = Record<string, any>;

/** The one of several things that a number stands for, if there are any. */
export function chosen<T>(from: readonly T[], number: number): T | undefined {
  return from[number % Math.max(from.length, 1)];
}
