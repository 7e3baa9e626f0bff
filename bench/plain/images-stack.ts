import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import dockerignore from "@balena/dockerignore";
import { Image } from "@cdktf/provider-docker/lib/image";
import { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import { RegistryImage } from "@cdktf/provider-docker/lib/registry-image";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { environments } from "../environments";
import type { ImageName, RegistryStack } from "./registry-stack";
import { S3Stack, systemStack } from "./s3-stack";

export interface ImagesStackProps {
  readonly root: string;
  readonly registry: RegistryStack;
  readonly tags: Record<ImageName, string>;
}

/** Builds and pushes SlideRule's images. */
export class ImagesStack extends S3Stack {
  constructor(
    scope: Construct,
    private readonly props: ImagesStackProps,
  ) {
    super(scope, ...systemStack("images", environments(1)[0]!.account));
    new DockerProvider(this, "docker", {});
    this.image("ps-server");
    const web = this.image("ps-web");
    this.image("ps-nginx", [web], { PS_WEB_IMAGE: this.uri("ps-web") });
  }

  private uri(name: ImageName): string {
    return `${this.props.registry.repositories[name].repositoryUrl}:${this.props.tags[name]}`;
  }

  private image(name: ImageName, after: RegistryImage[] = [], buildArgs: Record<string, string> = {}): RegistryImage {
    const image = new Image(this, name, {
      name: this.uri(name),
      keepLocally: true,
      platform: "linux/arm64",
      buildAttribute: {
        context: contextOf(this.props.root, name),
        dockerfile: "Dockerfile",
        buildArgs,
        platform: "linux/arm64",
      },
      dependsOn: after,
    });
    new TerraformOutput(this, `${name}-image`, {
      value: this.uri(name),
      description: `Address of the image ${name}, with the tag of its content`,
    });
    return new RegistryImage(this, `${name}-push`, { name: image.name, keepRemotely: true });
  }
}

/** Tags of the images: hashes of what they are built from. */
export function imageTags(root: string): Record<ImageName, string> {
  const web = contentHash(contextOf(root, "ps-web"));
  return {
    "ps-server": contentHash(contextOf(root, "ps-server")),
    "ps-web": web,
    "ps-nginx": contentHash(contextOf(root, "ps-nginx"), web),
  };
}

function contextOf(root: string, name: ImageName): string {
  return join(root, "docker/sliderule", name);
}

function contentHash(folder: string, base = ""): string {
  const list = join(folder, ".dockerignore");
  const ignore = dockerignore().add(existsSync(list) ? readFileSync(list, "utf8") : "");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !ignore.ignores(path));
  const hash = createHash("sha256").update(base);
  for (const path of files.sort()) hash.update(path).update(readFileSync(join(folder, path)));
  return hash.digest("hex").slice(0, 12);
}
