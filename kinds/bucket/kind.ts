import { always, type Kind, noDerivedNames, plain } from "../core/kind";
import { bucketFiles } from "./checks/files";
import { buckets } from "./checks/lifecycle";

export const bucket = {
  levels: ["read", "write", "read-write"],
  ...always(...plain("name", "arn", "host")),
  claimsName: true,
  derivedNames: noDerivedNames,
  checks: [buckets, bucketFiles],
} satisfies Kind;
