import { always, type Kind, noDerivedNames, plain } from "../core/kind";
import { caches } from "./checks";

export const cache = {
  levels: ["connect"],
  ...always(...plain("host", "port", "tls", "arn")),
  claimsName: true,
  derivedNames: noDerivedNames,
  checks: [caches],
} satisfies Kind;
