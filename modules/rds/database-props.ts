import type { DatabaseEngine } from "./engine";

/** What a database server of any engine is made of. */
export interface DatabaseProps {
  /** The engine, and what differs by it. */
  readonly engine: DatabaseEngine;
  /** Identifier of the server, or of the cluster. */
  readonly name: string;
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Private subnets, in two zones at least. */
  readonly subnetIds: string[];
  /** Major version, such as `16` of PostgreSQL or `8.0` of MySQL. */
  readonly version: string;
  /** Name of the database that is made with the server. */
  readonly database: string;
  /** Name of the master user. */
  readonly user: string;
  /** Server parameters beside this module's own, by name; these win. */
  readonly parameters: Record<string, string>;
  /** Days that automated backups are kept. */
  readonly backupRetentionDays: number;
  /** Keep automated backups for their retention when the server is deleted. */
  readonly keepBackupsAfterDelete: boolean;
  /** Days that its logs are kept in CloudWatch Logs, which takes a fixed list of values. */
  readonly logRetentionDays: number;
  /** UTC, such as `03:00-04:00`. @default - AWS picks one */
  readonly backupWindow?: string;
  /** UTC, such as `sun:05:00-sun:06:00`. @default - AWS picks one */
  readonly maintenanceWindow?: string;
  /** Snapshot to make the database from; read when the database is made and never again. @default - an empty database */
  readonly snapshot?: string;
  /** ARN of the KMS key that encrypts it. @default - the key that AWS keeps for RDS */
  readonly kmsKeyArn?: string;
  /** Refuse to be deleted, in AWS and in Terraform. */
  readonly guarded: boolean;
  /** Account of the database. */
  readonly account: string;
  /** ARN of the permissions boundary of the monitoring role. @default - none */
  readonly permissionsBoundary?: string;
}
