/** Something the person at the keyboard can mend: shown as its message alone, without a stack trace. */
export class UserError extends Error {
  override name = "UserError";

  /**
   * @param message What is wrong, where, the value, and the remedy.
   * @param exitCode 1: it failed; 2: the command was used wrongly.
   */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}
