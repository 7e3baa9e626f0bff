import { always, type Kind, LOGIN, noDerivedNames, plain } from "../core/kind";
import { extraDatabases } from "./checks/extra-databases";

export const extraDatabase = {
  levels: ["connect"],
  ...always(...plain("host", "port", "name"), ...LOGIN),
  claimsName: false,
  derivedNames: noDerivedNames,
  checks: [extraDatabases],
} satisfies Kind;
