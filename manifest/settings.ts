import { z } from "zod";
import { inFile, readDocument } from "./document";
import { check } from "./issues";
import type { Problem } from "./problem";
import { region } from "./schema/region";
import { place, plain } from "./tree";

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

/** Where Terraform keeps its state. */
export interface StateSettings {
  /** S3 bucket that holds every stack's state. */
  bucket: string;
  /** DynamoDB table that holds the locks. */
  table: string;
  /** AWS region of both. */
  region: string;
}

/** Reads `drydock.yaml`. */
export function readSettings(root: string): { state?: StateSettings; problems: readonly Problem[] } {
  const { tree, problems } = readDocument(root, SETTINGS_FILE, "state: { bucket: …, table: …, region: … }");
  if (tree === undefined) {
    return { problems };
  }
  const { data, findings = [] } = check(settings, plain(tree));
  return {
    state: data?.state,
    problems: inFile(
      SETTINGS_FILE,
      findings.map((finding) => place(tree, finding)),
    ),
  };
}
