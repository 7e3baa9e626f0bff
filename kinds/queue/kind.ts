import { always, type Kind, plain, withEnding } from "../core/kind";
import { queues } from "./checks";
import { DEAD_LETTERS } from "./names";

export const queue = {
  levels: ["send", "receive", "watch"],
  ...always(...plain("url", "arn", "name")),
  claimsName: true,
  derivedNames: withEnding("queues", DEAD_LETTERS),
  checks: [queues],
} satisfies Kind;
