import { always, type Kind, noDerivedNames } from "../core/kind";

export const permission: Kind = {
  levels: ["grant"],
  ...always(),
  claimsName: false,
  derivedNames: noDerivedNames,
  checks: [],
};
