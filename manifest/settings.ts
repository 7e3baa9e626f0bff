import { z } from "zod";
import type { StateSettings } from "../kinds/core/state";
import type { FileDiagnostic } from "../language/diagnostics/diagnostic";
import { check } from "../language/diagnostics/schema-diagnostics";
import { region } from "../language/types/region";
import { inFile, readDocument } from "../language/yaml/document";
import { place, plain } from "../language/yaml/tree";

/** The project's own file. */
export const SETTINGS_FILE = "drydock.yaml";

const settings = z.strictObject({
  state: z.strictObject({
    bucket: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
        "is not a bucket name; use 3 to 63 lower-case letters, digits, dots and hyphens",
      )
      .describe("S3 bucket that holds every stack's state."),
    table: z
      .string()
      .regex(
        /^[A-Za-z0-9_.-]{3,255}$/,
        "is not a table name; use 3 to 255 letters, digits, dots, hyphens and underscores",
      )
      .describe("DynamoDB table that holds the locks."),
    region: region.describe("Region of both."),
  }),
});

/** Reads `drydock.yaml`. */
export function readSettings(root: string): { state?: StateSettings; diagnostics: readonly FileDiagnostic[] } {
  const { tree, diagnostics } = readDocument(root, SETTINGS_FILE, "state: { bucket: …, table: …, region: … }");
  if (tree === undefined) {
    return { diagnostics };
  }
  const { data, diagnostics: found = [] } = check(settings, plain(tree));
  return {
    state: data?.state,
    diagnostics: inFile(
      SETTINGS_FILE,
      found.map((diagnostic) => place(tree, diagnostic)),
    ),
  };
}
