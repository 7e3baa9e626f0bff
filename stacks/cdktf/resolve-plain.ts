import { Token } from "cdktf";

/** Replaces tokens in a value by what they stand for; undefined values are left out of objects and arrays. */
export type Resolve<Options> = (value: unknown, options: Options) => unknown;

/** Values that cdktf looks for because they stand for maps where no map can be. */
const MAP_TOKENS: ReadonlySet<unknown> = new Set([
  Token.STRING_MAP_TOKEN_VALUE,
  Token.ANY_MAP_TOKEN_VALUE,
  Token.NUMBER_MAP_TOKEN_VALUE,
]);

/**
 * Resolves as cdktf does, but returns what has no token as it is, where cdktf tries several regular expressions on each
 * string and copies each object. Whatever may have a token goes to cdktf's own function.
 */
export function resolvePlain<Options>(original: Resolve<Options>): Resolve<Options> {
  const resolve: Resolve<Options> = (value, options) => {
    if (isPlain(value)) return value;
    if (Array.isArray(value) && value.every((one) => isPlain(one) || typeof one === "object")) {
      return resolveItems(value, (one) => resolve(one, options));
    }
    if (isLiteral(value) && Object.keys(value).every(isPlain)) {
      return resolveEntries(value, (one) => resolve(one, options));
    }
    return original(value, options);
  };
  return resolve;
}

/** A primitive without a token. Token numbers lie beyond 10²⁰⁰, also when they are part of a text. */
function isPlain(value: unknown): boolean {
  if (typeof value === "string") return !value.includes("{TfToken[") && !value.includes("e+") && !MAP_TOKENS.has(value);
  if (typeof value === "number") return Math.abs(value) < 1e200 && !MAP_TOKENS.has(value);
  return typeof value === "boolean" || value === undefined || value === null;
}

/** An object literal; neither a token, which has a `resolve`, nor anything else of a class. */
function isLiteral(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (prototype !== Object.prototype && prototype !== null) return false;
  return typeof (value as { resolve?: unknown }).resolve !== "function";
}

function resolveItems(values: readonly unknown[], resolve: (value: unknown) => unknown): readonly unknown[] {
  let resolved: unknown[] | undefined;
  for (const [index, value] of values.entries()) {
    const one = resolve(value);
    if (resolved === undefined && (one !== value || one === undefined)) resolved = values.slice(0, index);
    if (resolved !== undefined && one !== undefined) resolved.push(one);
  }
  return resolved ?? values;
}

function resolveEntries(object: Record<string, unknown>, resolve: (value: unknown) => unknown): object {
  const keys = Object.keys(object);
  let resolved: Record<string, unknown> | undefined;
  for (const [index, key] of keys.entries()) {
    const value = object[key];
    const one = resolve(value);
    if (resolved === undefined && (one !== value || one === undefined)) {
      resolved = Object.fromEntries(keys.slice(0, index).map((before) => [before, object[before]]));
    }
    if (resolved !== undefined && one !== undefined) resolved[key] = one;
  }
  return resolved ?? object;
}
