import { Image } from "@cdktf/provider-docker/lib/image";
import { RegistryImage } from "@cdktf/provider-docker/lib/registry-image";
import { Construct } from "constructs";

export interface DockerImageProps {
  /** Image with repository and tag. */
  readonly uri: string;
  /** Absolute folder that is sent to the build. */
  readonly context: string;
  /** Dockerfile, relative to the context. */
  readonly dockerfile: string;
  /** Build stage. @default - the last one */
  readonly target?: string;
  /** Build arguments, by name; nothing secret, for images keep them. */
  readonly args: Record<string, string>;
  /** Such as `linux/arm64`. */
  readonly platform: string;
  /** Images that must be pushed before. */
  readonly after: readonly DockerImage[];
}

/** An image that is built from this project and pushed. Old tags stay in the registry. */
export class DockerImage extends Construct {
  private readonly pushed: RegistryImage;

  constructor(scope: Construct, id: string, props: DockerImageProps) {
    super(scope, id);
    const image = new Image(this, "build", {
      name: props.uri,
      keepLocally: true,
      platform: props.platform,
      buildAttribute: {
        context: props.context,
        dockerfile: props.dockerfile,
        target: props.target,
        buildArgs: props.args,
        platform: props.platform,
      },
      dependsOn: props.after.map((other) => other.pushed),
    });
    this.pushed = new RegistryImage(this, "push", { name: image.name, keepRemotely: true });
  }
}
