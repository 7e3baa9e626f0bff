import { type Kind, noDerivedNames, plain } from "../core/kind";
import { userPools } from "./checks";
import type { UserPool } from "./settings";

const ATTRIBUTES = plain("id", "arn", "issuer", "url");

/** Another environment's pool has pages if there are clients in it; that is checked where both are known. */
function hasPages({ clients, hosted, from }: UserPool): boolean {
  return hosted !== undefined || (from !== undefined && Object.keys(clients).length > 0);
}

export const userPool = {
  levels: ["sign-in", "read", "manage"],
  attributes: ATTRIBUTES,
  attributesOf: (environment, name) => {
    const pool = environment.userPools[name]!;
    const own = ATTRIBUTES.filter((attribute) => attribute.name !== "url" || hasPages(pool));
    return [...own, ...plain(...Object.keys(pool.clients).map((client) => `${client}.id`))];
  },
  namedAttributes: ["`<client>.id`"],
  claimsName: true,
  derivedNames: noDerivedNames,
  checks: [userPools],
} satisfies Kind;
