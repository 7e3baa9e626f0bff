import { Construct, type Construct as Scope } from "constructs";
import { Bucket } from "../../../modules/s3/bucket";
import { JsonObject } from "../../../modules/s3/json-object";
import { Secret } from "../../../modules/secretsmanager/secret";
import { bucketName } from "../../bucket/names";
import { bucketLife } from "../../bucket/stack/lifecycle";
import type { Environment } from "../../core/environment";
import { environmentName } from "../../core/names";
import { terraformText } from "../../core/stack/terraform-text";
import { engineOf } from "../../database/engines";
import { databasePort } from "../../database/port";
import { tenantBucketPrefix, tenantDatabase, tenantDirectory, tenantSecretPrefix } from "../names";
import type { Tenants as Group, Tenant as Settings } from "../settings";

export interface TenantsProps {
  /** Name of the group in the manifest. */
  readonly group: string;
  /** The environment, as the manifest describes it. */
  readonly environment: Environment;
  /** Id of the AWS account, twelve digits. */
  readonly account: string;
  /** Host of the server that the databases are in. @default - the group has no databases */
  readonly host?: string;
  /** Refuse to be destroyed by Terraform. */
  readonly guarded: boolean;
}

/** Makes what a group of tenants has: a bucket that lists them, and all that each has for itself. Gives the first. */
export function addTenants(scope: Scope, props: TenantsProps): Bucket {
  const { group, environment, account, guarded } = props;
  const directory = new Bucket(scope, group, {
    // Where there are tenants it is not shortened: their own buckets' names are longer.
    name: bucketName(tenantDirectory(environment, group), account),
    publicRead: false,
    tiers: [],
    agingPrefixes: [""],
    demandsEncryption: false,
    keepVersionsDays: 90,
    guarded,
  });
  for (const [name, settings] of Object.entries(environment.tenants[group]!.of)) {
    new Tenant(scope, `${group}_${name}`, { ...props, name, settings, directory });
  }
  return directory;
}

interface TenantProps extends TenantsProps {
  readonly name: string;
  readonly settings: Settings;
  readonly directory: Bucket;
}

/** A tenant: its bucket, the login of its database, and its entry in the list. */
class Tenant extends Construct {
  constructor(scope: Scope, id: string, props: TenantProps) {
    super(scope, id);
    const { group, environment, account, guarded, name, settings, directory } = props;
    const of = environment.tenants[group]!;
    const tags = { Tenant: name };
    const bucket = `${tenantBucketPrefix(environment, group)}${name}-${account}`;
    new Bucket(this, "files", {
      name: bucket,
      publicRead: false,
      cors: of.bucket.cors,
      ...bucketLife(of.bucket),
      agingPrefixes: [""],
      archived: settings.state === "archived",
      guarded,
      tags,
    });
    const secret = of.database === undefined ? undefined : this.addLogin(of, tags, props);
    new JsonObject(this, "entry", {
      bucket: directory.name,
      key: `${name}.json`,
      value: { tenant: name, state: settings.state, bucket, secret, settings: written(of, settings) },
      dependsOn: directory.settings,
    });
  }

  /** Keeps the name and password of the tenant's user. Gives the secret's name. */
  private addLogin({ database }: Group, tags: Record<string, string>, props: TenantProps): string {
    const { group, environment, host, guarded, name } = props;
    const server = environment.databases[database!]!;
    return new Secret(this, "login", {
      name: `${tenantSecretPrefix(environment, group)}${name}`,
      description: `User of the database of ${name} in ${database} of ${environmentName(environment)}`,
      plain: {
        engine: engineOf(server).secretName,
        host: host!,
        port: String(databasePort(server)),
        dbname: tenantDatabase(name),
        username: tenantDatabase(name),
      },
      generate: ["password"],
      keys: [],
      guarded,
      tags,
    }).name;
  }
}

/** A tenant's settings over those of all, as texts that Terraform leaves alone. */
function written(group: Group, tenant: Settings): Settings["settings"] {
  return Object.fromEntries(
    Object.entries({ ...group.settings, ...tenant.settings }).map(([key, value]) => [
      terraformText(key),
      typeof value === "string" ? terraformText(value) : value,
    ]),
  );
}
