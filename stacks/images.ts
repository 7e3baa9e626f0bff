import { resolve } from "node:path";
import { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import type { Construct } from "constructs";
import { builtImageOutputs, repositoryOutputs } from "../kinds/image/outputs";
import { buildOf } from "../kinds/image/stack/tag";
import type { ImageTags } from "../kinds/image/stack/uris";
import { DockerImage } from "../modules/ecr/docker-image";
import type { RegistryLayer } from "./registry";
import { SystemLayer, type SystemLayerProps } from "./system-layer";

export interface ImagesLayerProps extends SystemLayerProps {
  /** Layer with the system's repositories. */
  readonly registry: RegistryLayer;
  /** Tags of the system's images. */
  readonly tags: ImageTags;
}

const PLATFORMS = { x86_64: "linux/amd64", arm64: "linux/arm64" } as const;

/**
 * Builds and pushes the system's images with the Docker provider. Docker itself logs in to ECR
 * (`~/.docker/config.json` or its credential helper), so no registry token reaches Terraform's state.
 */
export class ImagesLayer extends SystemLayer<"images"> {
  private readonly made = new Map<string, DockerImage>();

  constructor(
    scope: Construct,
    private readonly imagesProps: ImagesLayerProps,
  ) {
    super(scope, "images", imagesProps);
    new DockerProvider(this.frame, "docker", {});
    for (const name of Object.keys(this.system.images)) this.image(name);
  }

  private image(name: string): DockerImage[] {
    const { tags, registry } = this.imagesProps;
    const image = this.system.images[name]!;
    if (!image.build || image.tag) return [];
    const known = this.made.get(name);
    if (known) return [known];
    const uriOf = (other: string) =>
      tags.uri(other, this.system.images[other]!, (repository) =>
        this.read(registry, repositoryOutputs(repository).url),
      );
    const build = buildOf(image);
    const made = new DockerImage(this, name, {
      after: tags.basesOf(image).flatMap((base) => this.image(base)),
      uri: uriOf(name),
      context: resolve(tags.root, build.context),
      dockerfile: build.dockerfile,
      target: build.target,
      args: tags.args(image, uriOf),
      platform: PLATFORMS[image.architecture],
    });
    this.made.set(name, made);
    this.publish(builtImageOutputs(name).uri, uriOf(name));
    return [made];
  }
}
