import { always, type Kind, noDerivedNames, plain } from "../core/kind";
import { email as senders } from "./checks";

export const email = {
  levels: ["send"],
  ...always(...plain("from", "identity")),
  claimsName: false,
  derivedNames: noDerivedNames,
  checks: [senders],
} satisfies Kind;
