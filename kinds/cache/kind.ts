import { always, type Kind, noDerivedNames, plain } from "../core/kind";

export const cache: Kind = {
  levels: ["connect"],
  ...always(...plain("host", "port", "tls", "arn")),
  claimsName: true,
  derivedNames: noDerivedNames,
  checks: [],
};
