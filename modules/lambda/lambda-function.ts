import { LambdaFunction as AwsLambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaFunctionEventInvokeConfig } from "@cdktf/provider-aws/lib/lambda-function-event-invoke-config";
import { Construct } from "constructs";
import type { Role } from "../iam/role";

export interface LambdaFunctionProps {
  /** Name in Lambda, unique in its account and region. */
  readonly name: string;
  /** Image in ECR with its tag or digest. */
  readonly image: string;
  /** Architecture of the processor that the image is built for. */
  readonly architecture: "x86_64" | "arm64";
  /** Command. @default - the image's */
  readonly command?: string[];
  /** Entry point. @default - the image's */
  readonly entryPoint?: string[];
  /** Environment variables; everyone who may see the function sees them. */
  readonly environment: Record<string, string>;
  /** MiB. */
  readonly memory: number;
  /** Seconds that a run may take. */
  readonly timeout: number;
  /** Size of /tmp in MiB. */
  readonly scratch: number;
  /** Most runs at the same time, kept for this function. @default - what the account has left */
  readonly concurrency?: number;
  /** Times that an event is tried before it goes to the dead letters. */
  readonly attempts: number;
  /** Role that the function's own calls to AWS have. */
  readonly role: Role;
  /** Name of the log group that runs write to. */
  readonly logGroupName: string;
  /** ARN of the queue for events that failed every time; the role must be allowed to send to it. */
  readonly deadLettersArn: string;
  /** Where the function is in a VPC. @default - outside any VPC */
  readonly network?: { readonly subnetIds: string[]; readonly securityGroupId: string };
}

/** A container image that Lambda runs. What failed every time is in its dead-letter queue, with the reason. */
export class LambdaFunction extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: LambdaFunctionProps) {
    super(scope, id);
    const { environment, command, entryPoint, network } = props;
    const lambda = new AwsLambdaFunction(this, "lambda", {
      functionName: props.name,
      packageType: "Image",
      imageUri: props.image,
      imageConfig: command || entryPoint ? { command, entryPoint } : undefined,
      architectures: [props.architecture],
      environment: Object.keys(environment).length > 0 ? { variables: environment } : undefined,
      memorySize: props.memory,
      timeout: props.timeout,
      ephemeralStorage: { size: props.scratch },
      reservedConcurrentExecutions: props.concurrency,
      role: props.role.arn,
      loggingConfig: { logFormat: "Text", logGroup: props.logGroupName },
      vpcConfig: network && { subnetIds: network.subnetIds, securityGroupIds: [network.securityGroupId] },
      // Lambda tries the role's permissions when the function is made.
      dependsOn: props.role.granted,
    });
    new LambdaFunctionEventInvokeConfig(this, "events", {
      functionName: lambda.functionName,
      maximumRetryAttempts: props.attempts - 1,
      destinationConfig: { onFailure: { destination: props.deadLettersArn } },
    });
    this.arn = lambda.arn;
  }
}
