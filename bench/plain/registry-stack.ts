import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import type { Construct } from "constructs";
import { environments } from "../environments";
import { S3Stack, systemStack } from "./s3-stack";

/** Images that are built. */
export type ImageName = "ps-server" | "ps-web" | "ps-nginx";

const LIFECYCLE = {
  rules: [
    {
      rulePriority: 1,
      description: "Untagged images go after 14 days",
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
      action: { type: "expire" },
    },
    {
      rulePriority: 2,
      description: "The newest 200 images stay",
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 200 },
      action: { type: "expire" },
    },
  ],
};

/** The repositories of SlideRule's images. */
export class RegistryStack extends S3Stack {
  readonly repositories: Record<ImageName, EcrRepository>;

  constructor(scope: Construct) {
    super(scope, ...systemStack("registry", environments(1)[0]!.account));
    this.repositories = {
      "ps-server": this.repository("ps-server"),
      "ps-web": this.repository("ps-web"),
      "ps-nginx": this.repository("ps-nginx"),
    };
  }

  private repository(name: ImageName): EcrRepository {
    const repository = new EcrRepository(this, name, {
      name: `sliderule/${name}`,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "AES256" }],
      lifecycle: { preventDestroy: true },
    });
    new EcrLifecyclePolicy(this, `${name}-lifecycle`, {
      repository: repository.name,
      policy: JSON.stringify(LIFECYCLE),
    });
    return repository;
  }
}
