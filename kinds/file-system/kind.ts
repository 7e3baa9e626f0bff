import { always, type Kind, noDerivedNames, plain } from "../core/kind";

export const fileSystem = {
  levels: ["read", "read-write"],
  ...always(...plain("id", "arn")),
  claimsName: true,
  derivedNames: noDerivedNames,
  checks: [],
} satisfies Kind;
