import type { Construct } from "constructs";
import { repositoryOutputs } from "../kinds/image/outputs";
import { LambdaPull } from "../modules/ecr/lambda-pull";
import { Repository } from "../modules/ecr/repository";
import { SystemLayer, type SystemLayerProps } from "./system-layer";

/** The ECR repositories of a system. Its environments share them: an image is built once and promoted. */
export class RegistryLayer extends SystemLayer<"registry"> {
  constructor(scope: Construct, props: SystemLayerProps) {
    super(scope, "registry", props);
    for (const [name, image] of Object.entries(this.system.images)) {
      if (!image.build) continue;
      const repository = new Repository(this, name, { name: `${this.system.name}/${name}`, keep: image.keep });
      if (this.system.functionImages.has(name)) this.letLambdaPull(name, repository);
      this.publish(repositoryOutputs(name).url, repository.url);
      this.publish(repositoryOutputs(name).arn, repository.arn);
    }
  }

  /** The functions of all environments: their names begin with the system's. */
  private letLambdaPull(name: string, repository: Repository): void {
    new LambdaPull(this, `${name}_lambda`, {
      repository: repository.name,
      functions: [`arn:aws:lambda:${this.system.region}:${this.account}:function:${this.system.name}-*`],
    });
  }
}
