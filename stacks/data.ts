import { DataAwsSecretsmanagerSecret } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret";
import type { Construct } from "constructs";
import type { Database } from "../manifest/schema/database";
import type { Secret as SecretSettings } from "../manifest/schema/secret";
import { PasswordRotation } from "../modules/password-rotation";
import { POSTGRES_PORT, Postgres } from "../modules/postgres";
import { Secret } from "../modules/secret";
import { EnvironmentLayer, type EnvironmentLayerProps } from "./environment-layer";
import type { NetworkLayer } from "./network";

export interface DataLayerProps extends EnvironmentLayerProps {
  readonly network: NetworkLayer;
}

/** What an environment remembers: databases and secrets. */
export class DataLayer extends EnvironmentLayer {
  constructor(
    scope: Construct,
    private readonly dataProps: DataLayerProps,
  ) {
    super(scope, "data", dataProps);
    for (const [name, settings] of Object.entries(this.environment.databases)) this.addDatabase(name, settings);
    for (const [name, settings] of Object.entries(this.environment.secrets)) this.addSecret(name, settings);
  }

  private addDatabase(name: string, settings: Database): void {
    const { network } = this.dataProps;
    const database = new Postgres(this, name, {
      name: `${this.prefix}-${name}`,
      vpcId: this.read(network, "vpc_id"),
      subnetIds: this.readList(network, "private_subnet_ids"),
      version: settings.version,
      instanceClass: settings.instance,
      storage: settings.storage,
      maxStorage: settings.maxStorage,
      multiZone: settings.multiZone,
      database: settings.database,
      user: settings.user,
      parameters: settings.parameters,
      backupRetentionDays: settings.backups.retain,
      keepBackupsAfterDelete: settings.backups.keepAfterDelete,
      backupWindow: settings.backups.window,
      maintenanceWindow: settings.maintenance,
      snapshot: settings.restore?.snapshot,
      guarded: this.guarded,
      permissionsBoundary: this.environment.permissionsBoundary,
    });
    new PasswordRotation(this, `${name}_password`, { secretArn: database.secretArn, days: settings.passwordRotation });
    this.publish(`${name}_identifier`, database.identifier, `Identifier of the database ${name}`);
    this.publish(`${name}_host`, database.host, `Host name of the database ${name}`);
    this.publish(`${name}_port`, String(POSTGRES_PORT), `Port of the database ${name}`);
    this.publish(`${name}_arn`, database.arn, `ARN of the database ${name}`);
    this.publish(`${name}_secret_arn`, database.secretArn, `ARN of the secret with the master password of ${name}`);
    this.publish(`${name}_access`, database.securityGroupId, `Security group of the database ${name}`);
    this.publish(`${name}_final_snapshot`, database.finalSnapshot, `Snapshot that is made when ${name} is destroyed`);
  }

  private addSecret(name: string, settings: SecretSettings): void {
    const secret = settings.existing
      ? new DataAwsSecretsmanagerSecret(this, name, { name: settings.existing })
      : new Secret(this, name, {
          name: `${this.environment.system}/${this.environment.name}/${name}`,
          description: `Secret ${name} of ${this.prefix}`,
          generate: settings.generate,
          keys: settings.keys,
          guarded: this.guarded,
        });
    this.publish(`${name}_arn`, secret.arn, `ARN of the secret ${name}`);
    this.publish(`${name}_name`, secret.name, `Name of the secret ${name}`);
  }
}
