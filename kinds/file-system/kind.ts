import { always, type Kind, noDerivedNames, plain } from "../core/kind";

export const fileSystem: Kind = {
  levels: ["read", "read-write"],
  ...always(...plain("id", "arn")),
  claimsName: true,
  derivedNames: noDerivedNames,
  checks: [],
};
