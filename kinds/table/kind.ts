import { always, type Kind, noDerivedNames, plain } from "../core/kind";

export const table = {
  levels: ["read", "read-write"],
  ...always(...plain("name", "arn")),
  claimsName: true,
  derivedNames: noDerivedNames,
  checks: [],
} satisfies Kind;
