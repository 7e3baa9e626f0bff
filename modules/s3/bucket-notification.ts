import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { Construct } from "constructs";
import { shortHash } from "../../aws/shorten";

/** Objects of a bucket, by the beginning and the end of their keys, and the function that they start. */
export interface ObjectTarget {
  /** Name of the function, unique among those that the bucket starts. */
  readonly name: string;
  /** ARN of the function. */
  readonly functionArn: string;
  /** What the objects' keys begin with. @default - anything */
  readonly prefix?: string;
  /** What the objects' keys end with. @default - anything */
  readonly suffix?: string;
}

export interface BucketNotificationProps {
  /** Name in S3. */
  readonly bucket: string;
  /** ARN of the bucket. */
  readonly bucketArn: string;
  /** Account of the bucket: its ARN does not say, and a bucket of the same name may be somebody else's one day. */
  readonly account: string;
  /** Which objects start which function. */
  readonly targets: readonly ObjectTarget[];
}

/** Runs functions on each object that is made in a bucket. S3 keeps one such list for each bucket. */
export class BucketNotification extends Construct {
  constructor(scope: Construct, id: string, props: BucketNotificationProps) {
    super(scope, id);
    const functions = new Map(props.targets.map(({ name, functionArn }) => [name, functionArn]));
    const permissions = [...functions].map(
      ([name, functionName]) =>
        new LambdaPermission(this, `permission_${name}`, {
          statementId: `bucket-${id}`,
          action: "lambda:InvokeFunction",
          functionName,
          principal: "s3.amazonaws.com",
          sourceArn: props.bucketArn,
          sourceAccount: props.account,
        }),
    );
    new S3BucketNotification(this, "notification", {
      bucket: props.bucket,
      lambdaFunction: props.targets.map(({ name, functionArn, prefix, suffix }) => ({
        id: `${name}-${shortHash(JSON.stringify([prefix, suffix]))}`,
        lambdaFunctionArn: functionArn,
        events: ["s3:ObjectCreated:*"],
        filterPrefix: prefix,
        filterSuffix: suffix,
      })),
      dependsOn: permissions,
    });
  }
}
