import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../process/lock";

/** `drydock-<pid of the command>-<random>`: short, because a socket's path may have 107 characters (unix(7)). */
const NAME = /^drydock-(\d+)-\w{6}$/;

/** The file with the provider's own pid. */
const SERVER = "pid";

/** The folder for the socket of a provider that is shared; what killed commands have left is removed with it. */
export class SocketFolder {
  readonly path: string;

  constructor(private readonly parent = tmpdir()) {
    removeAbandoned(parent);
    this.path = mkdtempSync(join(this.parent, `drydock-${process.pid}-`));
  }

  /** Notes who listens here: it serves a Terraform that outlives our process. */
  serves(pid: number): void {
    writeFileSync(join(this.path, SERVER), String(pid));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    const command = NAME.exec(name)?.[1];
    if (command === undefined || isAlive(Number(command)) || isServed(join(parent, name))) continue;
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      // Another user's.
    }
  }
}

function isServed(folder: string): boolean {
  try {
    return isAlive(Number(readFileSync(join(folder, SERVER), "utf8")));
  } catch {
    return false;
  }
}
