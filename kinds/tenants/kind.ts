import { always, type Kind, noDerivedNames, plain } from "../core/kind";
import { tenants } from "./checks/tenants";

export const tenantGroup = {
  levels: ["read", "read-write", "connect", "full"],
  ...always(...plain("directory")),
  claimsName: true,
  derivedNames: noDerivedNames,
  checks: [tenants],
} satisfies Kind;
