import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import { Construct } from "constructs";
import { policyDocument } from "../iam/policy";

export interface LambdaPullProps {
  /** Name of the repository in ECR. */
  readonly repository: string;
  /** ARNs of the functions that run its images; `*` stands for anything. */
  readonly functions: string[];
}

/** Lets Lambda pull the images of a repository for some functions (https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#gettingstarted-images-permissions). */
export class LambdaPull extends Construct {
  constructor(scope: Construct, id: string, props: LambdaPullProps) {
    super(scope, id);
    new EcrRepositoryPolicy(this, "policy", {
      repository: props.repository,
      policy: policyDocument([
        {
          // Lambda itself adds a statement of this name to a repository that has none.
          sid: "LambdaECRImageRetrievalPolicy",
          principals: { Service: "lambda.amazonaws.com" },
          actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          conditions: { ArnLike: { "aws:SourceArn": props.functions } },
        },
      ]),
    });
  }
}
