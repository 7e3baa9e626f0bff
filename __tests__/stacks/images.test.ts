import { Image } from "@cdktf/provider-docker/lib/image";
import { RegistryImage } from "@cdktf/provider-docker/lib/registry-image";
import { synthesize } from "./template";

// The Docker provider needs a Docker engine and a download, so this stack is held against the provider's binding only.
const { "sliderule-images": images, "sliderule-registry": registry, "sliderule-prod-service": prod } = synthesize();

describe("the images of SlideRule", () => {
  it("are built and pushed under the hash of what goes into them", () => {
    for (const name of ["ps-web", "ps-server", "ps-nginx"]) {
      expect(images!.one("docker_image", `${name}_build`)["name"]).toMatch(
        new RegExp(`^\\$\\{data\\.terraform_remote_state\\.registry\\.outputs\\.${name}_url\\}:[0-9a-f]{12}$`),
      );
    }
  });

  it("are the ones that the service runs", () => {
    const built = images!.one("docker_image", "ps-web_build")["name"];
    expect(prod!.containers()["ps-web"]!["image"]).toBe(built);
  });

  it("are built for the processor that runs them", () => {
    for (const image of Object.values(images!.all("docker_image"))) expect(image["platform"]).toBe("linux/arm64");
  });

  it("copy ps-web's static files into ps-nginx from the image that was just pushed", () => {
    const nginx = images!.one("docker_image", "ps-nginx_build");
    expect(nginx["build"].build_args).toEqual({ PS_WEB_IMAGE: images!.one("docker_image", "ps-web_build")["name"] });
    expect(nginx["depends_on"]).toEqual(["docker_registry_image.ps-web_push"]);
  });

  it("stay in the registry when Terraform removes them from its state", () => {
    for (const push of Object.values(images!.all("docker_registry_image"))) expect(push["keep_remotely"]).toBe(true);
  });

  it("leave no registry token in the state: Docker signs in by itself", () => {
    expect(images!.json["provider"].docker).toEqual([{}]);
    expect(images!.json["data"]).not.toHaveProperty("aws_ecr_authorization_token");
  });

  it("use only arguments that the Docker provider's binding knows", () => {
    const known = (resource: typeof Image | typeof RegistryImage) =>
      Object.getOwnPropertyNames(resource.prototype).map((name) =>
        name.replace(/Input$/, "").replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      );
    const meta = ["//", "depends_on", "provider", "lifecycle"];
    for (const [type, resource] of [
      ["docker_image", Image],
      ["docker_registry_image", RegistryImage],
    ] as const) {
      const used = Object.values(images!.all(type)).flatMap(Object.keys);
      const unknown = used.filter((name) => ![...known(resource), ...meta, "build"].includes(name));
      expect(unknown).toEqual([]);
    }
  });
});

describe("the registry", () => {
  it("never moves a tag, scans what is pushed, encrypts, and never goes away", () => {
    for (const repository of Object.values(registry!.all("aws_ecr_repository"))) {
      expect(repository).toMatchObject({
        image_tag_mutability: "IMMUTABLE",
        image_scanning_configuration: { scan_on_push: true },
        encryption_configuration: [{ encryption_type: "AES256" }],
        lifecycle: { prevent_destroy: true },
      });
    }
  });

  it("lets untagged and old images expire", () => {
    for (const policy of Object.values(registry!.all("aws_ecr_lifecycle_policy"))) {
      const rules = JSON.parse(policy["policy"]).rules;
      expect(rules.map((rule: { selection: object }) => rule.selection)).toMatchObject([
        { tagStatus: "untagged", countType: "sinceImagePushed", countNumber: 14 },
        { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 200 },
      ]);
    }
  });
});
