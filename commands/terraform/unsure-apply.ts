import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { UserError } from "../base/user-error";
import type { Diagnostic } from "./diagnostic";
import { STACKS_FOLDER } from "./errored-state";

/** A request that was broken off before its answer came: by an interruption, which the provider hands on to it, or by the network. */
const BROKEN_OFF =
  /context canceled|request canceled|operation was canceled|connection re(fused|set)|broken pipe|\bEOF\b|i\/o timeout|deadline exceeded/i;

/** What asks about something that has its identifier in the state already, or does the same when it is done twice. */
const HARMLESS =
  /^(waiting for|reading|listing|finding|describing|updating|modifying|deleting|tagging|setting|putting)\b/i;

/** Addresses of what may have been made although the state does not have it: the answer to its creation was not heard. */
export function inDoubt(diagnostics: readonly Diagnostic[]): string[] {
  const found = diagnostics.filter(
    ({ summary, detail = "", address }) =>
      address && BROKEN_OFF.test(`${summary} ${detail}`.replaceAll(/\s+/g, " ")) && !HARMLESS.test(summary),
  );
  return [...new Set(found.map(({ address }) => address!))];
}

/** The same, of errors that Terraform has printed for people, without the line at their left. */
export function inDoubtOf(printed: string): string[] {
  const diagnostics = printed
    .split(/^Error: /m)
    .slice(1)
    .map((text): Diagnostic => {
      return { severity: "error", summary: text, address: /^\s*with ([^\s,]+),/m.exec(text)?.[1] };
    });
  return inDoubt(diagnostics);
}

/**
 * The note that an apply of a stack has begun. It stays if the apply is cut off, or ends without knowing what became of
 * a creation: then a deploy would make that a second time, in silence, unless it is looked for before.
 */
export class ApplyNote {
  readonly file: string;

  constructor(
    private readonly root: string,
    private readonly stack: string,
  ) {
    this.file = join(root, STACKS_FOLDER, `${stack}.unsure`);
  }

  begin(): void {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, new Date().toISOString());
  }

  end(): void {
    rmSync(this.file, { force: true });
  }

  /** Throws while the note of an earlier apply is there. */
  refuse(environment: string): void {
    const words = this.refusal(environment);
    if (words !== undefined) throw new UserError(words);
  }

  /** Why nothing can be applied at the moment; nothing if it can. */
  refusal(environment: string): string | undefined {
    if (!existsSync(this.file)) return undefined;
    const begun = readFileSync(this.file, "utf8");
    return `An apply of ${this.stack}, begun ${begun}, was broken off: what it asked for last may be in AWS and in no state, and would be made a second time (${relative(this.root, this.file)} notes that). Look for it first: npx drydock orphans ${environment}`;
  }
}
