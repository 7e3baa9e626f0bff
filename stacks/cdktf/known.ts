/** The packages whose internals were read; any other keeps its own ways, which are slower and need more memory. */
const KNOWN: readonly string[] = ["cdktf@0.21.0"];

/** Whether cdktf's internals are those that were read, and may be used. DRYDOCK_PLAIN_CDKTF=1 says that they may not. */
export function isKnownCdktf(): boolean {
  if (process.env["DRYDOCK_PLAIN_CDKTF"] === "1") return false;
  const { name, version } = require("cdktf/package.json") as { readonly name: string; readonly version: string };
  return KNOWN.includes(`${name}@${version}`);
}
