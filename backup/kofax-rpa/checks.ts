import type { Backup } from "./backup";
import { databases } from "./checks/databases";
import { members } from "./checks/members";
import { projectFiles } from "./checks/project-files";
import { secrets } from "./checks/secrets";
import { writable } from "./checks/writable";
import type { Problem } from "./problem";

/** Everything that would make the console refuse a backup, or that must not be in one. */
export function problemsOf(backup: Backup): Problem[] {
  return [writable, secrets, members, databases, projectFiles].flatMap((check) => check(backup));
}
