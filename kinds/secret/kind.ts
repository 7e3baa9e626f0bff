import { type Kind, noDerivedNames, secret as secrets } from "../core/kind";
import { SECRET_ATTRIBUTES } from "./attributes";
import { secrets as keys } from "./checks";

export const secret = {
  levels: ["read", "rotate"],
  attributes: SECRET_ATTRIBUTES,
  attributesOf: (environment, name) => {
    const { keys, generate } = environment.secrets[name]!;
    return [...secrets(...keys, ...generate), ...SECRET_ATTRIBUTES];
  },
  namedAttributes: ["**each key**"],
  claimsName: false,
  derivedNames: noDerivedNames,
  checks: [keys],
} satisfies Kind;
