import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { DataAwsSecretsmanagerSecret } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret";
import type { Construct } from "constructs";
import { ENGINES } from "../manifest/engines";
import { extraDatabaseNames } from "../manifest/extra-databases";
import type { Bucket as BucketSettings } from "../manifest/schema/bucket";
import type { Cache } from "../manifest/schema/cache";
import type { Database } from "../manifest/schema/database";
import type { Email } from "../manifest/schema/email";
import type { FileSystem as FileSystemSettings } from "../manifest/schema/file-system";
import type { Queue as QueueSettings } from "../manifest/schema/queue";
import type { Secret as SecretSettings } from "../manifest/schema/secret";
import type { Table as TableSettings } from "../manifest/schema/table";
import type { Tenants as TenantsSettings } from "../manifest/schema/tenants";
import { CERTIFICATE_REGION, type UserPool as UserPoolSettings } from "../manifest/schema/user-pool";
import { shorten, shortHash } from "../modules/name";
import { NetworkEdge } from "../modules/network-edge";
import { NFS_PORT, REDIS_PORT } from "../modules/ports";
import { Role } from "../modules/role";
import type { Topic } from "../modules/topic";
import { bucketLife } from "./bucket-life";
import { copyStorage } from "./copy-storage";
import { type DatabaseServer, databasePort, databaseServer } from "./databases";
import { EnvironmentLayer, type EnvironmentLayerProps } from "./environment-layer";
import type { NetworkLayer } from "./network";
import { onDemand } from "./on-demand";
import type { PublishedFiles } from "./published-files";

export interface DataLayerProps extends EnvironmentLayerProps {
  readonly network: NetworkLayer;
  readonly files: PublishedFiles;
}

const KEY_TYPES = { string: "S", number: "N", binary: "B" } as const;

/** What an environment remembers. Each thing publishes what others may need of it, as `<name>_<what>`. */
export class DataLayer extends EnvironmentLayer {
  private readonly servers = new Map<string, DatabaseServer>();
  private readonly topics = new Map<string, Topic>();
  private readonly reached = new Map<string, { securityGroupId: string; port: number }>();

  constructor(
    scope: Construct,
    private readonly dataProps: DataLayerProps,
  ) {
    super(scope, "data", dataProps);
    const { environment } = this;
    each(environment.databases, (name, settings) => this.addDatabase(name, settings));
    this.addCopies();
    each(environment.extraDatabases, (name) => this.addExtraDatabase(name));
    each(environment.caches, (name, settings) => this.addCache(name, settings));
    each(environment.buckets, (name, settings) => this.addBucket(name, settings));
    each(environment.tenants, (name, settings) => this.addTenants(name, settings));
    each(environment.tables, (name, settings) => this.addTable(name, settings));
    each(environment.topics, (name) => this.addTopic(name));
    each(environment.queues, (name, settings) => this.addQueue(name, settings));
    each(environment.functions, (name) => this.addDeadLetters(name));
    each(environment.fileSystems, (name, settings) => this.addFileSystem(name, settings));
    each(environment.secrets, (name, settings) => this.addSecret(name, settings));
    each(environment.userPools, (name, settings) => this.addUserPool(name, settings));
    each(environment.email, (name, settings) => this.addEmail(name, settings));
    each(environment.services, (name, { keepRole }) => keepRole && this.addRole(name));
    for (const name of Object.keys(environment.tunnel?.uses ?? {})) {
      // The service layer adds the way to a service.
      if (!Object.hasOwn(environment.services, name)) this.addTunnelEdge(name);
    }
  }

  private get vpc(): { vpcId: string; subnetIds: string[] } {
    const { network } = this.dataProps;
    return { vpcId: this.read(network, "vpc_id"), subnetIds: this.readList(network, "private_subnet_ids") };
  }

  private addDatabase(name: string, settings: Database): void {
    const server = databaseServer(this, name, {
      name: `${this.prefix}-${name}`,
      settings,
      ...this.vpc,
      guarded: this.guarded,
      account: this.account,
      permissionsBoundary: this.environment.permissionsBoundary,
    });
    this.servers.set(name, server);
    this.publish(`${name}_identifier`, server.identifier, `Identifier of the database ${name}`);
    this.publish(`${name}_host`, server.host, `Host name of the database ${name}`);
    this.publish(`${name}_port`, String(databasePort(settings)), `Port of the database ${name}`);
    this.publish(`${name}_arn`, server.arn, `ARN of the database ${name}`);
    this.publish(`${name}_secret_arn`, server.secretArn, `ARN of the secret with the master password of ${name}`);
    this.addAccess(name, server.securityGroupId, databasePort(settings));
    this.publish(`${name}_final_snapshot`, server.finalSnapshot, `Snapshot that is made when ${name} is destroyed`);
  }

  private addCopies(): void {
    const { environment, prefix, account, guarded } = this;
    copyStorage(this, {
      environment,
      prefix,
      account,
      guarded,
      providerIn: (region) => this.providerIn(region),
      publish: (name, value, description) => this.publish(name, value, description),
    });
  }

  private addExtraDatabase(name: string): void {
    const { database, user, server } = extraDatabaseNames(this.environment, name);
    const settings = this.environment.databases[server]!;
    const secret = new onDemand.Secret(this, name, {
      name: `${this.environment.system}/${this.environment.name}/${name}`,
      description: `User of the database ${name} of ${this.prefix}`,
      plain: {
        engine: ENGINES[settings.engine].dialect === "mysql" ? "mysql" : "postgres",
        host: this.servers.get(server)!.host,
        port: String(databasePort(settings)),
        dbname: database,
        username: user,
      },
      generate: ["password"],
      keys: [],
      guarded: this.guarded,
    });
    this.publish(
      `${name}_secret_arn`,
      secret.arn,
      `ARN of the secret with the user of ${name}, a database in ${server}`,
    );
  }

  private addCache(name: string, settings: Cache): void {
    const cache = new onDemand.Redis(this, name, {
      name: `${this.prefix}-${name}`,
      ...this.vpc,
      version: settings.version,
      nodeType: settings.node,
      replicas: settings.replicas,
      tls: settings.tls,
      snapshotRetentionDays: settings.snapshots || 0,
      guarded: this.guarded,
    });
    this.publish(`${name}_identifier`, cache.identifier, `Identifier of the cache ${name}`);
    this.publish(`${name}_host`, cache.host, `Host name of the cache ${name}`);
    this.publish(`${name}_port`, String(REDIS_PORT), `Port of the cache ${name}`);
    this.publish(`${name}_arn`, cache.arn, `ARN of the cache ${name}`);
    this.addAccess(name, cache.securityGroupId, REDIS_PORT);
  }

  private addBucket(name: string, settings: BucketSettings): void {
    if (settings.from !== undefined) {
      this.share(settings.from, name, "bucket", { name: "Name", arn: "ARN", host: "Host name" });
      return;
    }
    const bucket = new onDemand.Bucket(this, name, {
      // The account makes the name unique in all of AWS.
      name: `${shorten(`${this.prefix}-${name}`, 50)}-${this.account}`,
      publicRead: settings.public === "read",
      cors: settings.cors,
      ...bucketLife(settings),
      agingPrefixes:
        settings.except.length > 0 ? settings.prefixes.filter((prefix) => !settings.except.includes(prefix)) : [""],
      guarded: this.guarded,
    });
    each(settings.files, (key, file) => {
      new onDemand.PublishedFile(bucket, `${key.replace(/[^A-Za-z0-9]+/g, "-")}-${shortHash(key)}`, {
        bucket: bucket.name,
        key,
        path: this.dataProps.files.path(file, { environment: this.prefix, bucket: name, key }),
        dependsOn: bucket.settings,
      });
    });
    this.publish(`${name}_name`, bucket.name, `Name of the bucket ${name}`);
    this.publish(`${name}_arn`, bucket.arn, `ARN of the bucket ${name}`);
    this.publish(`${name}_host`, bucket.host, `Host name of the bucket ${name}`);
  }

  private addTenants(group: string, { database }: TenantsSettings): void {
    const { environment, account, guarded } = this;
    const host = database && this.servers.get(database)!.host;
    const directory = onDemand.addTenants(this, { group, environment, account, host, guarded });
    this.publish(`${group}_directory`, directory.name, `Name of the bucket that lists the tenants ${group}`);
    this.publish(`${group}_directory_arn`, directory.arn, `ARN of the bucket that lists the tenants ${group}`);
  }

  private addTable(name: string, settings: TableSettings): void {
    if (settings.from !== undefined) {
      this.share(settings.from, name, "table", { name: "Name", arn: "ARN" });
      return;
    }
    const key = ({ name, type }: TableSettings["key"]) => ({ name, type: KEY_TYPES[type] });
    const table = new onDemand.Table(this, name, {
      name: `${this.prefix}-${name}`,
      key: key(settings.key),
      sort: settings.sort && key(settings.sort),
      expireAttribute: settings.expireAttribute,
      guarded: this.guarded,
    });
    this.publish(`${name}_name`, table.name, `Name of the table ${name}`);
    this.publish(`${name}_arn`, table.arn, `ARN of the table ${name}`);
  }

  /** Hands on what is to be known of another environment's thing; that environment owns it. */
  private share(owner: string, name: string, kind: string, outputs: Record<string, string>): void {
    const of = `of the ${kind} ${name} of ${this.environment.system}-${owner}`;
    each(outputs, (output, what) =>
      this.publish(`${name}_${output}`, this.readFrom(owner, "data", `${name}_${output}`), `${what} ${of}`),
    );
  }

  private addTopic(name: string): void {
    const topic = new onDemand.Topic(this, name, { name: `${this.prefix}-${name}` });
    this.topics.set(name, topic);
    this.publish(`${name}_arn`, topic.arn, `ARN of the topic ${name}`);
  }

  private addQueue(name: string, settings: QueueSettings): void {
    const queue = new onDemand.Queue(this, name, {
      // SQS takes 80 characters, and the dead-letter queue's name is 13 longer.
      name: shorten(`${this.prefix}-${name}`, 67),
      visibility: settings.visibility,
      wait: settings.wait,
      retain: settings.retain,
      attempts: settings.attempts,
      topicArn: settings.from ? this.topics.get(settings.from)!.arn : undefined,
      guarded: this.guarded,
    });
    this.publish(`${name}_url`, queue.url, `URL of the queue ${name}`);
    this.publish(`${name}_arn`, queue.arn, `ARN of the queue ${name}`);
    this.publish(`${name}_name`, queue.name, `Name of the queue ${name}`);
  }

  /** What a function failed at is to be kept, whatever becomes of the function. */
  private addDeadLetters(name: string): void {
    const queue = onDemand.deadLetters(this, `${name}_dead-letters`, {
      of: `${this.prefix}-${name}`,
      guarded: this.guarded,
    });
    this.publish(`${name}_dead_letters_arn`, queue.arn, `ARN of the dead-letter queue of the function ${name}`);
    this.publish(`${name}_dead_letters_name`, queue.name, `Name of the dead-letter queue of the function ${name}`);
  }

  private addFileSystem(name: string, settings: FileSystemSettings): void {
    const { network } = this.dataProps;
    const { existing, zones } = this.environment.network;
    const system = new onDemand.FileSystem(this, name, {
      name: `${this.prefix}-${name}`,
      vpcId: this.vpc.vpcId,
      subnetIds: (existing?.privateSubnets ?? zones).map((_, zone) =>
        this.readItem(network, "private_subnet_ids", zone),
      ),
      owner: settings.owner,
      guarded: this.guarded,
    });
    this.publish(`${name}_id`, system.id, `Id of the file system ${name}`);
    this.publish(`${name}_arn`, system.arn, `ARN of the file system ${name}`);
    this.publish(`${name}_access_point`, system.accessPointId, `Access point of the file system ${name}`);
    this.publish(`${name}_access_point_arn`, system.accessPointArn, `ARN of the access point of ${name}`);
    this.addAccess(name, system.securityGroupId, NFS_PORT);
  }

  private addEmail(name: string, { identity, zone }: Email): void {
    if (!zone) return;
    const { zoneId } = new DataAwsRoute53Zone(this, `${name}_zone`, { name: zone, privateZone: false });
    new onDemand.EmailIdentity(this, name, { domain: identity, zoneId });
  }

  /** The task role of a service, which may do nothing until the service layer says what. */
  private addRole(service: string): void {
    const name = `${this.prefix}-${service}-task`;
    const role = new Role(this, service, {
      name,
      description: `What ${this.prefix}-${service} may do in AWS`,
      service: "ecs-tasks.amazonaws.com",
      account: this.account,
      permissionsBoundary: this.environment.permissionsBoundary,
      statements: [],
      guarded: this.guarded,
    });
    this.publish(`${service}_role_name`, role.name, `Name of the task role of ${service}`);
    this.publish(`${service}_role_arn`, role.arn, `ARN of the task role of ${service}`);
  }

  private addAccess(name: string, securityGroupId: string, port: number): void {
    this.reached.set(name, { securityGroupId, port });
    this.publish(`${name}_access`, securityGroupId, `Security group of ${name}`);
  }

  private addTunnelEdge(name: string): void {
    const { securityGroupId, port } = this.reached.get(name)!;
    new NetworkEdge(this, `tunnel_${name}`, {
      from: this.read(this.dataProps.network, "tunnel_access"),
      to: securityGroupId,
      port,
      description: `Tunnel to ${name}`,
    });
  }

  private addSecret(name: string, settings: SecretSettings): void {
    const secret = settings.existing
      ? new DataAwsSecretsmanagerSecret(this, name, { name: settings.existing })
      : new onDemand.Secret(this, name, {
          name: `${this.environment.system}/${this.environment.name}/${name}`,
          description: `Secret ${name} of ${this.prefix}`,
          generate: settings.generate,
          keys: settings.keys,
          guarded: this.guarded,
        });
    this.publish(`${name}_arn`, secret.arn, `ARN of the secret ${name}`);
    this.publish(`${name}_name`, secret.name, `Name of the secret ${name}`);
  }

  private addUserPool(name: string, settings: UserPoolSettings): void {
    const { environment, account, guarded } = this;
    if (settings.from !== undefined) {
      this.shareUserPool(name, settings.from, settings.clients);
      return;
    }
    const pool = onDemand.userPool(this, name, {
      name: `${this.prefix}-${name}`,
      settings,
      environment,
      account,
      guarded,
      certificates: () => this.providerIn(CERTIFICATE_REGION),
    });
    this.publish(`${name}_id`, pool.id, `Id of the user pool ${name}`);
    this.publish(`${name}_arn`, pool.arn, `ARN of the user pool ${name}`);
    this.publish(`${name}_issuer`, pool.issuer, `Issuer of the tokens of ${name}`);
    if (pool.url) this.publish(`${name}_url`, pool.url, `Address of the pages of ${name} for signing in`);
    this.publishClients(name, pool.clientIds);
  }

  /** Makes clients in another environment's pool, which knows nothing of them. */
  private shareUserPool(name: string, owner: string, clients: UserPoolSettings["clients"]): void {
    const hasPages = Object.keys(clients).length > 0;
    this.share(owner, name, "user pool", {
      id: "Id",
      arn: "ARN",
      issuer: "Issuer",
      ...(hasPages && { url: "Address" }),
    });
    const userPoolId = this.readFrom(owner, "data", `${name}_id`);
    this.publishClients(name, onDemand.userPoolClients(this, name, { userPoolId, clients, prefix: `${this.prefix}-` }));
  }

  private publishClients(pool: string, ids: Record<string, string>): void {
    each(ids, (client, id) => this.publish(`${pool}_${client}_id`, id, `Id of the client ${client} of ${pool}`));
  }
}

function each<T>(record: Record<string, T>, add: (name: string, settings: T) => void): void {
  for (const [name, settings] of Object.entries(record)) add(name, settings);
}
