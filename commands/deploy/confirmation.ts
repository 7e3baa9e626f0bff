import { UserError } from "../base/user-error";
import { ask } from "../process/ask";

/** Refuses to begin what needs a confirmation that nobody can give. */
export function requireAnswer(yes: boolean, plan: string): void {
  if (yes || process.stdin.isTTY === true) return;
  throw new UserError(
    `There is no terminal to ask for confirmation: read what would be done with ${plan}, then add --yes.`,
    2,
  );
}

/** Somebody said no. */
export class Declined extends UserError {
  override name = "Declined";

  constructor() {
    super("It was not confirmed.");
  }
}

/** Asks before each plan is applied, unless all were confirmed. */
export class Confirmation {
  private all: boolean;

  /** @param yes Confirms everything. */
  constructor(private readonly yes: boolean) {
    this.all = yes;
  }

  /** @param destructive Something is destroyed or replaced: that is asked for even after `all`. */
  async ask(where: string, destructive: boolean): Promise<void> {
    if (this.yes || (this.all && !destructive)) return;
    const answer = await ask(
      `Apply this plan ${where}? yes: this one; all: and those of the next layers too, unless something is destroyed; anything else stops: `,
    );
    if (answer === "all") this.all = true;
    else if (answer !== "yes") throw new Declined();
  }

  /** Asks for something to be typed letter by letter. */
  async askFor(words: string, question: string): Promise<void> {
    if (this.yes) return;
    if ((await ask(question)) !== words) throw new Declined();
  }
}
