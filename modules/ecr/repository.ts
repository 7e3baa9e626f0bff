import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { Construct } from "constructs";

export interface RepositoryProps {
  /** Name in ECR, such as `sliderule/ps-web`. */
  readonly name: string;
  /** How many images are kept: those that were pushed last. */
  readonly keep: number;
}

/** A repository in ECR: tags never move, images are scanned when they are pushed, old ones expire. */
export class Repository extends Construct {
  readonly name: string;
  readonly url: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: RepositoryProps) {
    super(scope, id);
    const repository = new EcrRepository(this, "repository", {
      name: props.name,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "AES256" }],
      lifecycle: { preventDestroy: true },
    });
    new EcrLifecyclePolicy(this, "lifecycle", {
      repository: repository.name,
      policy: JSON.stringify({
        rules: [
          {
            rulePriority: 1,
            description: "Untagged images go after 14 days",
            selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
            action: { type: "expire" },
          },
          {
            rulePriority: 2,
            description: `The newest ${props.keep} images stay`,
            selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: props.keep },
            action: { type: "expire" },
          },
        ],
      }),
    });
    this.name = repository.name;
    this.url = repository.repositoryUrl;
    this.arn = repository.arn;
  }
}
