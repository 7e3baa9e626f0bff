import { readFileSync } from "node:fs";
import type { Dialect } from "../engines/dialect";

/** What makes an extra database: a program for `sh -c`, and an image that it runs in. */
export interface ExtraDatabaseProgram {
  /** Image that has the client of the server's dialect. */
  readonly image: string;
  /** The program, as `sh -c` takes it. */
  readonly script: string;
}

/**
 * The program for servers of a dialect. It is the one that makes tenants' databases, whose image has to have it in its
 * build context. The comments that it begins with stay behind, for ECS takes 64 KiB for a whole task definition
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html).
 *
 * Terraform would take a dollar sign with a brace for a reference, so there is none in it.
 */
export function extraDatabaseProgram({ program }: Dialect): ExtraDatabaseProgram {
  const { image, file } = program;
  // package.json says where `#docker` is, from here and from what is built of it.
  const text = readFileSync(require.resolve(`#docker/drydock/tenant-databases/${file}`), "utf8");
  return { image, script: text.replace(/^(#.*\n)+/, "").trim() };
}
