import { Construct } from "constructs";
import { type ScheduleProps, schedule } from "./schedule";

export interface ScheduledExportProps extends Omit<ScheduleProps, "timeZone"> {
  /** What the exports' identifiers begin with: a letter, then letters, digits and single hyphens, 20 at most. */
  readonly identifier: string;
  /** ARN of the Aurora cluster. */
  readonly clusterArn: string;
  /** Name of the bucket that files are written to. */
  readonly bucketName: string;
  /** Prefix in the bucket, without a slash at its end. */
  readonly prefix: string;
  /** Role that RDS takes to write into the bucket. */
  readonly exportRoleArn: string;
  /** ARN of the KMS key that encrypts the files. */
  readonly kmsKeyArn: string;
}

/**
 * An export of an Aurora cluster's data to S3, by the clock: RDS clones the cluster, and writes the clone's tables as
 * Parquet files (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/export-cluster-data.html).
 */
export class ScheduledExport extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledExportProps) {
    super(scope, id);
    schedule(
      this,
      { ...props, timeZone: "UTC" },
      {
        // Calls RDS itself (https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html).
        arn: "arn:aws:scheduler:::aws-sdk:rds:startExportTask",
        input: JSON.stringify({
          // Scheduler writes an id of the attempt here, so that no two exports have the same identifier.
          ExportTaskIdentifier: `${props.identifier}-<aws.scheduler.execution-id>`,
          SourceArn: props.clusterArn,
          S3BucketName: props.bucketName,
          S3Prefix: props.prefix,
          IamRoleArn: props.exportRoleArn,
          KmsKeyId: props.kmsKeyArn,
        }),
        // Five exports of clusters run at once in an account; another one is tried again for a day.
        retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
      },
    );
  }
}
