import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { Construct } from "constructs";
import type { BenchEnvironment } from "../environments";
import { prefixOf } from "./s3-stack";
import { statementsOf } from "./written-policies";

function boundaryName(environment: BenchEnvironment): string {
  return `${prefixOf(environment)}-clusters-boundary`;
}

/** ARN of the policy that roles of clusters carry as their permissions boundary. */
export function boundaryArn(environment: BenchEnvironment): string {
  return `arn:aws:iam::${environment.account}:policy/${boundaryName(environment)}`;
}

/** What roles of clusters may do at most. */
export function boundary(scope: Construct, environment: BenchEnvironment): IamPolicy {
  return new IamPolicy(scope, "clusters-boundary", {
    name: boundaryName(environment),
    description: "Permissions boundary: what roles that carry it may do at most",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: statementsOf("boundary.json", "Clusters", environment, {}),
    }),
    lifecycle: { preventDestroy: !environment.disposable },
  });
}
