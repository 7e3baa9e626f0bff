import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The version in package.json, which lies one folder above the compiled commands' own. */
export function version(): string {
  const file = join(__dirname, "..", "..", "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
