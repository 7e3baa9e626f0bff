import { always, type Kind, plain, withEnding } from "../core/kind";
import { DEAD_LETTERS } from "../queue/names";
import { functionCycles } from "./checks/cycles";
import { functions } from "./checks/functions";
import { triggers } from "./checks/triggers";

export const lambdaFunction = {
  levels: ["invoke"],
  ...always(...plain("name", "arn")),
  claimsName: true,
  derivedNames: withEnding("functions", DEAD_LETTERS),
  checks: [functions, triggers, functionCycles],
} satisfies Kind;
