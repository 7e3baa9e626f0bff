import type { Check } from "../kind";
import { awsNames } from "./aws-names";
import { literalSecrets } from "./literal-secrets";
import { names } from "./names";
import { PARTS } from "./parts";
import { references } from "./references";
import { uses } from "./uses";

/** Every check of a single environment: those of its parts, and those that look at all of them. */
export const CHECKS: readonly Check[] = [
  names,
  awsNames,
  ...PARTS.flatMap(({ checks }) => checks),
  uses,
  references,
  literalSecrets,
];
