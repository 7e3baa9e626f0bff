import { type Resolve, resolvePlain } from "./resolve-plain";

/** The packages whose internals were read; every other keeps its own, slower ways. */
const KNOWN: readonly string[] = ["cdktf@0.21.0"];

interface Internals {
  readonly package: { readonly name: string; readonly version: string };
  readonly stackTrace: { captureStackTrace: () => string[] };
  readonly resolve: { resolve: Resolve<object> };
}

/**
 * Takes two costs out of cdktf that nothing here needs: where each token was made, which only shows in errors of cdktf
 * itself, and the resolving of what has no token. The output stays the same byte for byte. DRYDOCK_PLAIN_CDKTF=1 leaves
 * cdktf as it is.
 */
export function speedUpCdktf(variables: NodeJS.ProcessEnv = process.env): void {
  if (variables["DRYDOCK_PLAIN_CDKTF"] === "1") return;
  const { name, version } = require("cdktf/package.json") as Internals["package"];
  if (!KNOWN.includes(`${name}@${version}`)) return;
  const stackTrace = require("cdktf/lib/tokens/private/stack-trace") as Internals["stackTrace"];
  const internal = require("cdktf/lib/tokens/private/resolve") as Internals["resolve"];
  stackTrace.captureStackTrace = () => [];
  internal.resolve = resolvePlain(internal.resolve);
}
