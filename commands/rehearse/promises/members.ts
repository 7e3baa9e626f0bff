import { cacheOutputs } from "../../../kinds/cache/outputs";
import type { Environment } from "../../../kinds/core/environment";
import type { Output } from "../../../kinds/core/output";
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
interface Kind {
  readonly type: string;
  /** What the data layer hands on that identifies it. */
  readonly output: (name: string) => Output;
  /** The attribute that has the same value. */
  readonly identifier: string;
  readonly groups: string;
  readonly port: number | "port";
}

/** NFS; a mount target names no port (https://docs.aws.amazon.com/efs/latest/ug/network-access.html). */
const NFS = 2049;

const KINDS: readonly Kind[] = [
  {
    type: "aws_db_instance",
    output: (name) => databaseOutputs(name).identifier,
    identifier: "identifier",
    groups: "vpc_security_group_ids",
    port: "port",
  },
  {
    type: "aws_rds_cluster",
    output: (name) => databaseOutputs(name).identifier,
    identifier: "cluster_identifier",
    groups: "vpc_security_group_ids",
    port: "port",
  },
  {
    type: "aws_elasticache_replication_group",
    output: (name) => cacheOutputs(name).identifier,
    identifier: "replication_group_id",
    groups: "security_group_ids",
    port: "port",
  },
  {
    type: "aws_efs_mount_target",
    output: (name) => fileSystemOutputs(name).id,
    identifier: "file_system_id",
    groups: "security_groups",
    port: NFS,
  },
];

/** Names of everything in the data layer that is reached over the network. */
export function networkedNames({ databases, caches, fileSystems }: Environment): string[] {
  return [databases, caches, fileSystems].flatMap(Object.keys);
}

/** Everything in the data layer that is reached over the network. */
export function storesOf(applied: Applied): Target[] {
  return networkedNames(applied.environment).flatMap((name) => {
    const found = KINDS.flatMap((kind) =>
      resourcesOf(applied, kind.type)
        .filter(({ values }) => values[kind.identifier] === handedOn(applied, kind.output(name)))
        .map(({ values }) => ({
          groups: texts(values[kind.groups]),
          port: kind.port === "port" ? (values["port"] as number) : kind.port,
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
