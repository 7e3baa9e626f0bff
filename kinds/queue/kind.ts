import { always, type Kind, plain, withEnding } from "../core/kind";
import { queues } from "./checks";

export const queue = {
  levels: ["send", "receive", "watch"],
  ...always(...plain("url", "arn", "name")),
  claimsName: true,
  derivedNames: withEnding("queues", "-dead-letters"),
  checks: [queues],
} satisfies Kind;
