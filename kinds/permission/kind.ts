import { always, type Kind, noDerivedNames } from "../core/kind";

export const permission = {
  levels: ["grant"],
  ...always<never>(),
  claimsName: false,
  derivedNames: noDerivedNames,
  checks: [],
} satisfies Kind;
