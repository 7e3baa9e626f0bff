import { isKnownCdktf } from "./known";
import { type Resolve, resolvePlain } from "./resolve-plain";

interface Internals {
  readonly stackTrace: { captureStackTrace: () => string[] };
  readonly resolve: { resolve: Resolve<object> };
}

/**
 * Takes two costs out of cdktf that nothing here needs: where each token was made, which only shows in errors of cdktf
 * itself, and the resolving of what has no token. The output stays the same byte for byte. DRYDOCK_PLAIN_CDKTF=1 leaves
 * cdktf as it is.
 */
export function speedUpCdktf(): void {
  if (!isKnownCdktf()) return;
  const stackTrace = require("cdktf/lib/tokens/private/stack-trace") as Internals["stackTrace"];
  const internal = require("cdktf/lib/tokens/private/resolve") as Internals["resolve"];
  stackTrace.captureStackTrace = () => [];
  internal.resolve = resolvePlain(internal.resolve);
}
