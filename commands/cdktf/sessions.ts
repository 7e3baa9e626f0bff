import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseJson } from "../base/json";
import { writeAtomically } from "../base/write-atomically";
import { isAlive } from "../process/lock";

/** A Terraform that cdktf has started, as it is noted for whoever waits for it. */
export interface Session {
  /** Process that watches over Terraform. */
  readonly pid: number;
  /** Terraform's own process. */
  readonly terraform: number;
  readonly stack: string;
  /** Such as `apply`. */
  readonly command: string;
  /** What it came to, once it has ended. */
  readonly end?: SessionEnd;
}

export interface SessionEnd {
  readonly exitCode: number;
  readonly signal?: NodeJS.Signals;
  /** What to do first. @default - nothing is known, or nothing is to be done */
  readonly advice?: string;
  /** The advice ends with the command that goes on. @default false */
  readonly goesOn?: boolean;
}

/** Environment variable that names the folder of sessions. */
export const SESSIONS = "DRYDOCK_SESSIONS";

/** Environment variable that names the project's folder. */
export const PROJECT = "DRYDOCK_PROJECT";

/** Environment variable that names the real Terraform. @default terraform */
export const REAL_TERRAFORM = "DRYDOCK_TERRAFORM";

/** The sessions that one cdktf has started, a file for each. */
export class Sessions {
  constructor(readonly folder: string) {}

  /** Makes the folder, and removes those of launchers that were killed and have no Terraform left. */
  begin(): void {
    const above = dirname(this.folder);
    mkdirSync(this.folder, { recursive: true });
    for (const name of readdirSync(above)) {
      const other = new Sessions(join(above, name));
      if (!isAlive(Number(name)) && other.open().length === 0) other.end();
    }
  }

  /** Removes the folder. */
  end(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes down a session, or what became of it. */
  note(session: Session): void {
    writeAtomically(join(this.folder, `${session.pid}.json`), JSON.stringify(session));
  }

  /** All that were noted. */
  all(): Session[] {
    const names = readdirSync(this.folder).filter((name) => name.endsWith(".json"));
    return names.map((name) => parseJson<Session>(readFileSync(join(this.folder, name), "utf8"), name));
  }

  /** Those whose Terraform works at the moment. */
  open(): Session[] {
    return this.all().filter(({ end, pid }) => end === undefined && isAlive(pid));
  }
}
