import { always, type Kind, noDerivedNames, plain } from "../core/kind";

export const topic = {
  levels: ["publish"],
  ...always(...plain("arn")),
  claimsName: true,
  derivedNames: noDerivedNames,
  checks: [],
} satisfies Kind;
