/** What became of a layer. */
export interface LayerOutcome {
  readonly stack: string;
  readonly became: "done" | "planned" | "waits" | "unchanged" | "begun" | "not begun";
  /** Numbers in words. @default - none */
  readonly note?: string;
}

export interface Closing {
  readonly verb: "deploy" | "plan" | "destroy";
  readonly layers: readonly LayerOutcome[];
  readonly interrupted: boolean;
  readonly failed: boolean;
  /** Files with states that could not be written. */
  readonly errored: readonly string[];
  /** Terraform ended by itself, so it has written its state wherever it could. */
  readonly orderly: boolean;
  /** Addresses of what may be in AWS and in no state. @default - none */
  readonly inDoubt?: readonly string[];
  /** Sentences with what to do first. */
  readonly remedies: readonly string[];
  /** The command that goes on. */
  readonly command: string;
}

const BECAME = {
  done: "done",
  planned: "planned",
  waits: "cannot be planned before the layers above are deployed",
  unchanged: "nothing to do",
  begun: "begun",
  "not begun": "not begun",
} as const;

/** The last message: what holds, and how to go on. */
export function closingWords(closing: Closing): string {
  const { layers, interrupted, failed } = closing;
  const width = Math.max(0, ...layers.map(({ stack }) => stack.length));
  const table = layers.map(({ stack, became, note }) => {
    return `  ${stack.padEnd(width)}  ${BECAME[became]}${note ? `: ${note}` : ""}`;
  });
  if (!interrupted && !failed) return table.join("\n");
  return [
    `${interrupted ? "Interrupted." : "It failed."} ${whatHolds(closing)}`,
    ...table,
    ...closing.remedies,
    `Go on with: ${goOn(closing)}`,
  ].join("\n");
}

function whatHolds({ errored, orderly, inDoubt = [], layers, verb }: Closing): string {
  if (errored.length > 0) {
    return `The state could not be written; all that was made is in ${errored.join(", ")}. Keep that file.`;
  }
  if (!orderly) {
    const what = inDoubt.length > 0 ? `, and what it was at (${inDoubt.join(", ")}),` : "";
    return `Terraform was cut off: what it did last${what} may be in no state, and a lock may be left.`;
  }
  if (verb === "plan" || layers.every(({ became }) => became === "not begun" || became === "unchanged")) {
    return "Nothing was changed.";
  }
  if (inDoubt.length > 0) {
    return `Terraform has written its state. Whether AWS has made what was asked for last (${inDoubt.join(", ")}) is not known.`;
  }
  return "Terraform has written its state: nothing is lost.";
}

function goOn({ errored, command }: Closing): string {
  return errored.length > 0 && !command.includes(PUSH) ? `${command} ${PUSH}` : command;
}

/** The option that writes a state that could not be written. */
export const PUSH = "--push-errored-state";
