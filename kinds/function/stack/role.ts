import type { Statement } from "../../../modules/iam/policy";
import { bucketOutputs } from "../../bucket/outputs";
import { writablePrefixes } from "../../bucket/writable-prefixes";
import { sid } from "../../core/contexts/access";
import type { ServiceContext } from "../../core/contexts/service";
import { queueOutputs } from "../../queue/outputs";
import type { LambdaFunction } from "../settings";

/** What Lambda itself needs to run a function with its role: its log, and its dead letters. */
export function runStatements(logGroupArn: string, deadLettersArn: string): Statement[] {
  return [
    { sid: "LogRuns", actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${logGroupArn}:*`] },
    { sid: "KeepWhatFailed", actions: ["sqs:SendMessage"], resources: [deadLettersArn] },
  ];
}

/**
 * What Lambda needs to take messages from queues
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions).
 */
export function pollStatements({ triggers }: LambdaFunction, { data }: ServiceContext): Statement[] {
  return triggers.flatMap((trigger) =>
    "queue" in trigger
      ? [
          {
            sid: sid(`Poll ${trigger.queue}`),
            actions: ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
            resources: [data(queueOutputs(trigger.queue).arn)],
          },
        ]
      : [],
  );
}

/** Where a function must not write, because each object that it writes there would start it again. */
export function loopStatements({ triggers, uses }: LambdaFunction, { data }: ServiceContext): Statement[] {
  const objects = triggers.flatMap((trigger) => {
    if (!("bucket" in trigger)) return [];
    const { bucket, prefix = "", suffix = "" } = trigger;
    const meets = (written: string) => written.startsWith(prefix) || prefix.startsWith(written);
    return writablePrefixes(uses[bucket]).some(meets) ? [`${data(bucketOutputs(bucket).arn)}/${prefix}*${suffix}`] : [];
  });
  return objects.length > 0
    ? [{ sid: "NeverStartItself", effect: "Deny", actions: ["s3:PutObject"], resources: objects }]
    : [];
}

/**
 * What Lambda needs to put a function into a VPC, on the resources that AWS names, and never for the function's own
 * code (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions).
 */
export function networkStatements(functionName: string, { environment, account }: ServiceContext): Statement[] {
  const change = [
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:UnassignPrivateIpAddresses",
  ];
  const see = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"];
  const { region } = environment;
  return [
    { sid: "JoinNetwork", actions: change, resources: [`arn:aws:ec2:${region}:${account}:*/*`] },
    { sid: "SeeNetwork", actions: see, resources: ["*"] },
    {
      sid: "OnlyLambdaItselfJoins",
      effect: "Deny",
      actions: [...change, ...see],
      resources: ["*"],
      conditions: {
        ArnEquals: { "lambda:SourceFunctionArn": `arn:aws:lambda:${region}:${account}:function:${functionName}` },
      },
    },
  ];
}
