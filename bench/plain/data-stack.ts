import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsSecretsmanagerSecret } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Fn, TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { BenchEnvironment } from "../environments";
import type { NetworkStack } from "./network-stack";
import { role } from "./role";
import { environmentStack, prefixOf, S3Stack } from "./s3-stack";
import { securityGroup } from "./security-group";

/** The database and the secret that operators made. */
export class DataStack extends S3Stack {
  readonly database: DbInstance;
  readonly passwordArn: string;
  readonly access: SecurityGroup;
  readonly secret: DataAwsSecretsmanagerSecret;

  constructor(scope: Construct, environment: BenchEnvironment, network: NetworkStack) {
    super(scope, ...environmentStack(environment, "data"));
    const name = `${prefixOf(environment)}-provsys`;
    const guarded = !environment.disposable;
    this.access = securityGroup(this, "access", {
      name,
      description: `Who reaches the database ${name}`,
      vpcId: network.vpc.id,
    });
    const subnets = new DbSubnetGroup(this, "subnets", {
      name,
      description: `Private subnets of ${name}`,
      subnetIds: network.privateSubnets.map((subnet) => subnet.id),
    });
    const parameters = new DbParameterGroup(this, "parameters", {
      name: `${name}-pg13`,
      description: `Settings of ${name}`,
      family: "postgres13",
      parameter: [
        { name: "rds.force_ssl", value: "1" },
        { name: "log_connections", value: "1" },
      ],
      lifecycle: { createBeforeDestroy: true },
    });
    const logs = ["postgresql", "upgrade"].map(
      (log) =>
        new CloudwatchLogGroup(this, `${log}-log`, {
          name: `/aws/rds/instance/${name}/${log}`,
          retentionInDays: 90,
        }),
    );
    const monitoring = role(this, "monitoring", {
      name: `${name}-monitoring`,
      description: `Lets RDS write the enhanced monitoring of ${name}`,
      service: "monitoring.rds.amazonaws.com",
      account: environment.account,
      statements: [],
    });
    new IamRolePolicyAttachment(this, "monitoring-policy", {
      role: monitoring.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    });
    this.database = new DbInstance(this, "database", {
      identifier: name,
      engine: "postgres",
      engineVersion: "13",
      instanceClass: "db.t4g.micro",
      allocatedStorage: 20,
      storageType: "gp3",
      storageEncrypted: true,
      multiAz: true,
      publiclyAccessible: false,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [this.access.id],
      parameterGroupName: parameters.name,
      port: 5432,
      dbName: "provsys",
      username: "ps_admin",
      manageMasterUserPassword: true,
      iamDatabaseAuthenticationEnabled: true,
      backupRetentionPeriod: 7,
      deleteAutomatedBackups: false,
      copyTagsToSnapshot: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${name}-final-${Fn.formatdate("YYYYMMDDhhmmss", Fn.plantimestamp())}`,
      autoMinorVersionUpgrade: true,
      enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
      performanceInsightsEnabled: true,
      performanceInsightsRetentionPeriod: 7,
      monitoringInterval: 60,
      monitoringRoleArn: monitoring.arn,
      deletionProtection: guarded,
      lifecycle: {
        preventDestroy: guarded,
        ignoreChanges: ["final_snapshot_identifier", "snapshot_identifier", "db_name", "username"],
      },
      dependsOn: logs,
    });
    this.passwordArn = this.database.masterUserSecret.get(0).secretArn;
    new SecretsmanagerSecretRotation(this, "rotation", {
      secretId: this.passwordArn,
      rotateImmediately: false,
      rotationRules: { automaticallyAfterDays: 365 },
    });
    this.secret = new DataAwsSecretsmanagerSecret(this, "secret", { name: `${environment.domain}/secrets` });
    this.outputs();
  }

  private outputs(): void {
    const { database, secret } = this;
    new TerraformOutput(this, "port", { value: "5432", description: "Port of the database" });
    new TerraformOutput(this, "arn", { value: database.arn, description: "ARN of the database" });
    new TerraformOutput(this, "final_snapshot", {
      value: database.finalSnapshotIdentifier,
      description: "Snapshot that is made when the database is destroyed",
    });
    new TerraformOutput(this, "secret_name", { value: secret.name, description: "Name of the secret" });
  }
}
