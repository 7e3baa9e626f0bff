import { isAbsolute, join } from "node:path";
import type { Variables } from "../process/processes";

/**
 * The folder for what is fetched and may be fetched again: the project's `.drydock`, or, where XDG_CACHE_HOME names an
 * absolute path, `drydock` in there, which several clones share.
 */
export function cacheFolder(root: string, variables: Variables): string {
  const shared = variables["XDG_CACHE_HOME"];
  return shared && isAbsolute(shared) ? join(shared, "drydock") : join(root, ".drydock");
}
