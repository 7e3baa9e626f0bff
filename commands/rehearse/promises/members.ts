import { NFS_PORT } from "../../../aws/ports";
import { cacheOutputs } from "../../../kinds/cache/outputs";
import type { Environment } from "../../../kinds/core/environment";
import type { Output } from "../../../kinds/core/output";
import { KIND_NAMES, type KindName, SECTIONS } from "../../../kinds/core/sections";
import { extraDatabaseNames } from "../../../kinds/database/extra-database";
import { databaseOutputs } from "../../../kinds/database/outputs";
import { fileSystemOutputs } from "../../../kinds/file-system/outputs";
import { functionOutputs } from "../../../kinds/function/outputs";
import { frontContainer } from "../../../kinds/service/containers";
import { tunnelOutputs } from "../../../kinds/tunnel/outputs";
import { type Applied, blocks, handedOn, resourcesOf, texts } from "./applied";

/** Something in the network, with its name in the manifest and the security groups that it is in. */
export interface Member {
  readonly name: string;
  readonly groups: readonly string[];
}

/** Something that connects to others. */
export interface Caller extends Member {
  /** Names of what it may connect to. */
  readonly uses: readonly string[];
}

/** Something that others connect to. */
export interface Target extends Member {
  readonly port: number;
}

/** The services and functions, each with what it uses, and the tunnel. */
export function callersOf(applied: Applied): Caller[] {
  const { environment } = applied;
  const caller = (members: readonly Member[], settings: Record<string, { uses: object }>): Caller[] =>
    members.map(({ name, groups }) => ({
      name,
      groups,
      uses: Object.keys(settings[name]?.uses ?? {}).map((used) => serverOf(environment, used)),
    }));
  const users = [
    ...caller(servicesOf(applied), environment.services),
    ...caller(functionsOf(applied), environment.functions),
  ];
  const tunnel = handedOn(applied, tunnelOutputs.access);
  const uses = Object.keys(environment.tunnel?.uses ?? {});
  return typeof tunnel === "string" ? [...users, { name: "tunnel", groups: [tunnel], uses }] : users;
}

/** The load balancers. */
export function balancersOf(applied: Applied): Member[] {
  return resourcesOf(applied, "aws_lb").map(({ values }) => ({
    name: values["name"] as string,
    groups: texts(values["security_groups"]),
  }));
}

/** The services with a port. */
export function servicesWithPort(applied: Applied): Target[] {
  return servicesOf(applied).flatMap((service) => {
    const settings = applied.environment.services[service.name];
    const port = settings && frontContainer(service.name, settings)?.port;
    return port === undefined ? [] : [{ ...service, port }];
  });
}

/** How to tell in a state which resource is the thing that an output of the data layer names, and who may reach it. */
interface Store {
  readonly type: string;
  /** What the data layer hands on that identifies it. */
  readonly output: (name: string) => Output;
  /** The attribute that has the same value. */
  readonly identifier: string;
  readonly groups: string;
  readonly port: number | "port";
}

const INSTANCE: Store = {
  type: "aws_db_instance",
  output: (name) => databaseOutputs(name).identifier,
  identifier: "identifier",
  groups: "vpc_security_group_ids",
  port: "port",
};

const CLUSTER: Store = { ...INSTANCE, type: "aws_rds_cluster", identifier: "cluster_identifier" };

const REPLICATION_GROUP: Store = {
  type: "aws_elasticache_replication_group",
  output: (name) => cacheOutputs(name).identifier,
  identifier: "replication_group_id",
  groups: "security_group_ids",
  port: "port",
};

const MOUNT_TARGET: Store = {
  type: "aws_efs_mount_target",
  output: (name) => fileSystemOutputs(name).id,
  identifier: "file_system_id",
  groups: "security_groups",
  // A mount target names no port.
  port: NFS_PORT,
};

/** Reached by AWS's public endpoints, or not at all. */
const NOT_IN_THE_NETWORK: readonly Store[] = [];

/** What the things of each kind are in the data layer's network. A kind that is forgotten does not compile. */
const STORES: Readonly<Record<KindName, readonly Store[]>> = {
  database: [INSTANCE, CLUSTER],
  // Reached where its server is.
  "extra database": NOT_IN_THE_NETWORK,
  cache: [REPLICATION_GROUP],
  "file system": [MOUNT_TARGET],
  bucket: NOT_IN_THE_NETWORK,
  "tenant group": NOT_IN_THE_NETWORK,
  table: NOT_IN_THE_NETWORK,
  topic: NOT_IN_THE_NETWORK,
  queue: NOT_IN_THE_NETWORK,
  secret: NOT_IN_THE_NETWORK,
  "user pool": NOT_IN_THE_NETWORK,
  email: NOT_IN_THE_NETWORK,
  permission: NOT_IN_THE_NETWORK,
  // In the service layer: see `servicesOf` and `functionsOf`.
  service: NOT_IN_THE_NETWORK,
  function: NOT_IN_THE_NETWORK,
};

/** Everything in the data layer that is reached over the network, with what it is there. */
function networked(environment: Environment): { readonly name: string; readonly stores: readonly Store[] }[] {
  return KIND_NAMES.filter((kind) => STORES[kind].length > 0).flatMap((kind) =>
    Object.keys(environment[SECTIONS[kind]]).map((name) => ({ name, stores: STORES[kind] })),
  );
}

/** Names of everything in the data layer that is reached over the network. */
export function networkedNames(environment: Environment): string[] {
  return networked(environment).map(({ name }) => name);
}

/** Everything in the data layer that is reached over the network, as it is in the state. */
export function storesOf(applied: Applied): Target[] {
  return networked(applied.environment).flatMap(({ name, stores }) => {
    const found = stores.flatMap((store) =>
      resourcesOf(applied, store.type)
        .filter(({ values }) => values[store.identifier] === handedOn(applied, store.output(name)))
        .map(({ values }) => ({
          groups: texts(values[store.groups]),
          port: store.port === "port" ? (values["port"] as number) : store.port,
        })),
    );
    const [first] = found;
    return first ? [{ name, port: first.port, groups: [...new Set(found.flatMap(({ groups }) => groups))] }] : [];
  });
}

function servicesOf(applied: Applied): Member[] {
  return resourcesOf(applied, "aws_ecs_service").map(({ values }) => ({
    name: values["name"] as string,
    groups: blocks(values["network_configuration"]).flatMap((network) => texts(network["security_groups"])),
  }));
}

/** The functions; one that is in no network is in no security group. */
function functionsOf(applied: Applied): Member[] {
  const all = resourcesOf(applied, "aws_lambda_function");
  return Object.keys(applied.environment.functions).flatMap((name) =>
    all
      .filter(({ values }) => values["function_name"] === handedOn(applied, functionOutputs(name).name))
      .map(({ values }) => ({
        name,
        groups: blocks(values["vpc_config"]).flatMap((network) => texts(network["security_group_ids"])),
      })),
  );
}

/** An extra database is reached where its server is. */
function serverOf(environment: Environment, name: string): string {
  return environment.extraDatabases[name] ? extraDatabaseNames(environment, name).server : name;
}
