import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Backend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { type BenchEnvironment, STATE } from "../environments";

export const REGION = "us-west-2";

export interface S3StackProps {
  /** Key of the state. */
  readonly key: string;
  readonly account?: string;
  readonly tags: Record<string, string>;
}

/** A stack whose state is in S3. */
export class S3Stack extends TerraformStack {
  constructor(scope: Construct, id: string, { key, account, tags }: S3StackProps) {
    super(scope, id);
    new AwsProvider(this, "aws", {
      region: REGION,
      allowedAccountIds: account ? [account] : undefined,
      defaultTags: [{ tags }],
    });
    const backend = new S3Backend(this, {
      bucket: STATE.bucket,
      key,
      region: STATE.region,
      encrypt: true,
      dynamodbTable: STATE.table,
    });
    backend.addOverride("use_lockfile", true);
    this.addOverride("terraform.required_version", ">= 1.11.0, < 2.0.0");
  }
}

/** Beginning of every name in an environment. */
export function prefixOf(environment: BenchEnvironment): string {
  return `sliderule-${environment.name}`;
}

/** Name, state and tags of a stack of one environment. */
export function environmentStack(
  environment: BenchEnvironment,
  layer: string,
): [id: string, props: S3StackProps & { account: string }] {
  const prefix = prefixOf(environment);
  const tags = {
    System: "sliderule",
    Environment: environment.name,
    Layer: layer,
    Owner: "sliderule-operators",
    CostGroup: prefix,
  };
  const key = `sliderule/${environment.name}/${layer}.tfstate`;
  return [`${prefix}-${layer}`, { key, account: environment.account, tags }];
}

/** Name, state and tags of a stack that all environments share. */
export function systemStack(layer: string, account: string): [id: string, props: S3StackProps & { account: string }] {
  const tags = { System: "sliderule", Layer: layer, Owner: "sliderule-operators", CostGroup: "sliderule" };
  return [`sliderule-${layer}`, { key: `sliderule/${layer}.tfstate`, account, tags }];
}
