import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join, relative } from "node:path";
import dockerignore from "@balena/dockerignore";
import type { Image } from "../settings";

/** A folder that images are built from cannot be used; the message is for operators. */
export class BuildContextError extends Error {}

/**
 * The tag of an image that is built from a folder: twelve hexadecimal characters of the hash of everything that goes
 * into the build. The same sources give the same tag on every machine.
 */
export function contentTag(root: string, image: Image, args: Record<string, string>): string {
  const hash = createHash("sha256");
  const { context, dockerfile, target } = buildOf(image);
  hash.update(JSON.stringify({ dockerfile, target, args, architecture: image.architecture }));
  const folder = join(root, context);
  for (const needed of [folder, join(folder, dockerfile)]) {
    if (!existsSync(needed)) throw new BuildContextError(`${relative(root, needed)} is not there`);
  }
  for (const path of filesSent(folder)) {
    const stat = lstatSync(join(folder, path));
    const content = stat.isSymbolicLink() ? readlinkSync(join(folder, path)) : readFileSync(join(folder, path));
    const kind = stat.isSymbolicLink() ? "link" : stat.mode & 0o100 ? "program" : "file";
    hash.update(`\n${kind} ${path} ${Buffer.byteLength(content)}\n`).update(content);
  }
  return hash.digest("hex").slice(0, 12);
}

/** What an image is built from; `build: folder` is short for a context of that name. */
export function buildOf(image: Image): Exclude<NonNullable<Image["build"]>, string> {
  if (!image.build) throw new Error("the image is pulled, not built");
  return image.build;
}

/** Files that Docker sends to the build: all but those that .dockerignore leaves out, in one order everywhere. */
function filesSent(folder: string): string[] {
  const ignore = dockerignore();
  const list = join(folder, ".dockerignore");
  if (lstatSync(list, { throwIfNoEntry: false })) ignore.add(readFileSync(list, "utf8"));
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .filter((path) => !ignore.ignores(path))
    .sort();
}
