import type { Files } from "./archive";
import type { Element } from "./element";

/** A backup of a Management Console, with everything resolved. */
export interface Backup {
  /** The text of version.txt. */
  readonly version: string;
  /** The roles that the console knows. */
  readonly roles: readonly string[];
  /** global.xml. */
  readonly global: Element;
  /** Each project's project.xml by its folder in the archive, which ends with `/`. */
  readonly projects: ReadonlyMap<string, Element>;
  /** Every other file by its path in the archive. */
  readonly files: Files;
}
