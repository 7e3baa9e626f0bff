import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { jsonOrNothing } from "../base/json";

/** Who holds a lock. */
export interface Holder {
  readonly pid: number;
  /** When it was taken, as an ISO 8601 time. */
  readonly since: string;
}

/** Another process that is alive holds the lock. */
export class Locked extends Error {
  override name = "Locked";

  constructor(
    readonly file: string,
    readonly holder: Holder,
  ) {
    super(`${file} is held by process ${holder.pid} since ${holder.since}`);
  }
}

/** Takes a lock for this process, over from a process that is dead if need be. Returns what gives it back. */
export function lock(file: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  const claim = `${file}.${process.pid}`;
  writeFileSync(claim, JSON.stringify({ pid: process.pid, since: new Date().toISOString() } satisfies Holder));
  try {
    while (!link(claim, file)) {
      const text = readText(file);
      const holder = parse(text);
      if (holder && isAlive(holder.pid)) throw new Locked(file, holder);
      if (text !== undefined) removeStale(file, text);
    }
  } finally {
    rmSync(claim);
  }
  return () => rmSync(file, { force: true });
}

/** Does some work while holding a lock; waits until the lock is free. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const release = await waitForLock(file);
  try {
    return await work();
  } finally {
    release();
  }
}

async function waitForLock(file: string): Promise<() => void> {
  for (;;) {
    try {
      return lock(file);
    } catch (error) {
      if (!(error instanceof Locked)) throw error;
      await sleep(500);
    }
  }
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function parse(text: string | undefined): Holder | undefined {
  return jsonOrNothing(text) as Holder | undefined;
}

/** Takes a dead process's lock away; if someone was quicker and it is theirs by now, it is put back. */
function removeStale(file: string, text: string): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readText(aside) !== text) link(aside, file);
  rmSync(aside);
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
