import { parseTemplate } from "../../../language/reference";
import type { System } from "../../core/system";
import type { Image } from "../settings";
import { BuildContextError, buildOf, contentTag } from "./tag";

/** Repositories of a system, as a layer reads them: the URL of an image's repository. */
export type RepositoryUrl = (image: string) => string;

/** Tags of a system's images, computed once from their sources. */
export class ImageTags {
  private readonly tags = new Map<string, string>();

  /** @param root folder of the project, which build contexts are relative to */
  constructor(
    readonly root: string,
    private readonly system: System,
  ) {}

  /** The tag that is built from today's sources. */
  built(name: string): string {
    const known = this.tags.get(name);
    if (known) return known;
    const image = this.system.images[name]!;
    // An argument that names another image counts by that image's tag: the registry's address is no source.
    const args = this.args(image, (other) => this.system.images[other]!.pull ?? `${other}:${this.built(other)}`);
    const tag = this.contentTag(name, image, args);
    this.tags.set(name, tag);
    return tag;
  }

  private contentTag(name: string, image: Image, args: Record<string, string>): string {
    try {
      return contentTag(this.root, image, args);
    } catch (error) {
      if (!(error instanceof BuildContextError)) throw error;
      const place = `${this.system.file} images.${name}.build`;
      throw new BuildContextError(
        `${place}: ${error.message}; correct the path, or pin a \`tag\` that is in the registry`,
      );
    }
  }

  /** Where an image is: its pinned tag, else the one built from today's sources; a pulled one is where it says. */
  uri(name: string, image: Image, repositoryUrl: RepositoryUrl): string {
    return image.pull ?? `${repositoryUrl(name)}:${image.tag ?? this.built(name)}`;
  }

  /** Build arguments with other images' addresses put in. */
  args(image: Image, uriOf: (name: string) => string): Record<string, string> {
    return Object.fromEntries(
      Object.entries(buildOf(image).args).map(([name, text]) => [
        name,
        parseTemplate(text)
          .map((part) => (typeof part === "string" ? part : uriOf(part.resource)))
          .join(""),
      ]),
    );
  }

  /** Images whose addresses an image's build arguments name. */
  basesOf(image: Image): string[] {
    return Object.values(buildOf(image).args).flatMap((text) =>
      parseTemplate(text).flatMap((part) => (typeof part === "string" ? [] : [part.resource])),
    );
  }
}
