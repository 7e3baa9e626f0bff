import { environmentName } from "../kinds/core/names";

/** Which systems and environments are wanted: globs over `<system>` or `<system>-<environment>`; all without any. */
export class Selection {
  private readonly globs: readonly string[];
  private readonly patterns: readonly RegExp[];

  constructor(readonly text: string | undefined) {
    this.globs = (text ?? "*").split(",").map((glob) => glob.trim());
    this.patterns = this.globs.map(pattern);
  }

  /** Whether an environment is wanted, by its own name or by its system's. */
  has(system: string, environment: string): boolean {
    return this.patterns.some((glob) => glob.test(system) || glob.test(environmentName({ system, name: environment })));
  }

  /** Whether any environment of a system can be wanted: what this denies need not be read. */
  mayHave(system: string): boolean {
    const start = `${system}-`;
    return this.globs.some((glob, index) => {
      const literal = glob.replace(/[*?].*$/s, "");
      return (
        this.patterns[index]!.test(system) ||
        literal.startsWith(start) ||
        (literal !== glob && start.startsWith(literal))
      );
    });
  }
}

function pattern(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*+/g, ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s");
}
