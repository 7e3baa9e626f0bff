import { mkdirSync, realpathSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import type { BucketFile } from "../settings";

/** A file cannot be published; the message is for operators. */
export class PublishedFileError extends Error {}

type Build = Exclude<BucketFile, string>;

/** Builds a file from sources below the project's folder, or says what is wrong with them. */
export type Builder = (
  root: string,
  wish: Pick<Build, "environment" | "values">,
) => { readonly content: Buffer } | { readonly problems: readonly string[] };

/** What builds files, by the names that manifests have for it. */
export type Builders = Readonly<Record<Build["build"], Builder>>;

export interface PublishedFilesProps {
  /** Folder of the project. */
  readonly root: string;
  /** What builds files, by the name that a manifest gives it. */
  readonly builders: Builders;
  /** Manifest of the system, for messages. */
  readonly manifest: string;
}

/** A place in a manifest: the environment's full name, the bucket and the file's name there. */
interface Place {
  readonly environment: string;
  readonly bucket: string;
  readonly key: string;
}

/** Where the bytes are that a system publishes into buckets. */
export class PublishedFiles {
  constructor(private readonly props: PublishedFilesProps) {}

  /** Absolute path of a file; one that is built is built now. */
  path(file: BucketFile, place: Place): string {
    return typeof file === "string" ? this.existing(file, place) : this.built(file, place);
  }

  private existing(file: string, place: Place): string {
    const path = resolve(this.props.root, file);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat?.isFile()) {
      throw this.error(place, `${file} is ${stat ? "not a file" : "not there"}; correct the path, or make the file`);
    }
    const root = realpathSync(this.props.root) + sep;
    if (!realpathSync(path).startsWith(root)) throw this.error(place, `${file} is a link out of the project; copy it`);
    return path;
  }

  private built({ build, ...wish }: Build, place: Place): string {
    const { root, builders } = this.props;
    const result = builders[build](root, wish);
    if ("problems" in result) throw this.error(place, ["cannot be built:", ...result.problems].join("\n  "));
    const path = join(resolve(root), "build", "files", place.environment, place.bucket, place.key);
    mkdirSync(dirname(path), { recursive: true });
    // Several syntheses may run at once; none sees half a file.
    const unfinished = `${path}.${process.pid}.unfinished`;
    writeFileSync(unfinished, result.content);
    renameSync(unfinished, path);
    return path;
  }

  private error({ environment, bucket, key }: Place, message: string): PublishedFileError {
    return new PublishedFileError(`${this.props.manifest} buckets.${bucket}.files.${key} (${environment}): ${message}`);
  }
}
