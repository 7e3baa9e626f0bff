/** Something wrong in the sources or in an archive. */
export interface Problem {
  /** The file it is in, as a person would open it. */
  readonly file: string;
  /** The place in the file: a line, a key or an element. */
  readonly place?: string;
  /** What is wrong, the value, and the remedy. */
  readonly message: string;
}

/** One line for a person: file, place, message. */
export function described({ file, place, message }: Problem): string {
  return place === undefined ? `${file}: ${message}` : `${file} ${place}: ${message}`;
}

/** All that is wrong, found before anything was written. */
export class Refused extends Error {
  override name = "Refused";

  constructor(readonly problems: readonly Problem[]) {
    super([...new Set(problems.map(described))].join("\n"));
  }
}

/** Throws everything found, if anything was. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Refused(problems);
}
