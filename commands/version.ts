import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseJson } from "./base/json";

/** The version in package.json, which lies one folder above the compiled commands' own. */
export function version(): string {
  const file = join(__dirname, "..", "..", "package.json");
  return parseJson<{ version: string }>(readFileSync(file, "utf8"), file).version;
}
