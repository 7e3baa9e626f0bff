import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { policyDocument, type Statement } from "./policy";

export interface PermissionsBoundaryProps {
  /** Name in AWS, at most 128 characters (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
  readonly name: string;
  /** What roles that carry it may do at most. */
  readonly statements: readonly Statement[];
  /** Refuse to be destroyed by Terraform. @default false */
  readonly guarded?: boolean;
}

/** A managed policy that roles carry as their permissions boundary: they may do nothing that it does not allow. */
export class PermissionsBoundary extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: PermissionsBoundaryProps) {
    super(scope, id);
    this.arn = new IamPolicy(this, "policy", {
      name: props.name,
      description: "Permissions boundary: what roles that carry it may do at most",
      policy: policyDocument(props.statements),
      lifecycle: { preventDestroy: props.guarded ?? false },
    }).arn;
  }
}
