import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { Construct } from "constructs";
import { LONGEST_NAME } from "../../aws/name-limits";
import { REDIS_PORT } from "../../aws/ports";
import { shorten } from "../../aws/shorten";
import { SecurityGroup } from "../vpc/security-group";

/** What differs between the engines of caches. */
export interface ReplicationGroupEngine {
  /** Name in ElastiCache. */
  readonly name: string;
  /** Its own name, for people. */
  readonly title: string;
  /** Family of parameter groups of a version. */
  readonly family: (version: string) => string;
}

export interface ReplicationGroupProps {
  /** The engine, and what differs by it. */
  readonly engine: ReplicationGroupEngine;
  /** Identifier; cut to ElastiCache's 40 characters. */
  readonly name: string;
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Ids of private subnets, in two zones at least. */
  readonly subnetIds: string[];
  /** Engine version, such as `7.1`. */
  readonly version: string;
  /** Parameters that differ from the engine\'s own; without any, the cache has AWS\'s default group. */
  readonly parameters: Record<string, string>;
  /** Node type, such as `cache.t4g.small`. */
  readonly nodeType: string;
  /** Nodes beside the first one, in other zones, that take over when it fails. */
  readonly replicas: number;
  /** Whether clients must use TLS, or may. */
  readonly tls: "required" | "optional";
  /** Days that daily snapshots are kept; 0 makes none. */
  readonly snapshotRetentionDays: number;
  /** UTC, such as `sun:05:00-sun:06:00`. @default - AWS picks one */
  readonly maintenanceWindow?: string;
  /** Leave a last snapshot behind, and refuse to be destroyed by Terraform. */
  readonly guarded: boolean;
}

/** A cache in ElastiCache: private, encrypted, and failing over by itself when it has replicas. */
export class ReplicationGroup extends Construct {
  readonly identifier: string;
  readonly host: string;
  readonly arn: string;
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: ReplicationGroupProps) {
    super(scope, id);
    const identifier = shorten(props.name, LONGEST_NAME.cache);
    const securityGroup = new SecurityGroup(this, "access", {
      name: identifier,
      description: `Who reaches the cache ${identifier}`,
      vpcId: props.vpcId,
    });
    const subnets = new ElasticacheSubnetGroup(this, "subnets", {
      name: identifier,
      description: `Private subnets of ${identifier}`,
      subnetIds: props.subnetIds,
    });
    const group = new ElasticacheReplicationGroup(this, "group", {
      replicationGroupId: identifier,
      description: `${props.engine.title} ${identifier}`,
      engine: props.engine.name,
      engineVersion: props.version,
      nodeType: props.nodeType,
      numCacheClusters: props.replicas + 1,
      automaticFailoverEnabled: props.replicas > 0,
      multiAzEnabled: props.replicas > 0,
      parameterGroupName: this.parameters(identifier, props),
      port: REDIS_PORT,
      subnetGroupName: subnets.name,
      securityGroupIds: [securityGroup.id],
      atRestEncryptionEnabled: "true",
      transitEncryptionEnabled: true,
      transitEncryptionMode: props.tls === "required" ? "required" : "preferred",
      snapshotRetentionLimit: props.snapshotRetentionDays,
      finalSnapshotIdentifier: props.guarded ? `${identifier}-final` : undefined,
      maintenanceWindow: props.maintenanceWindow,
      autoMinorVersionUpgrade: "true",
      lifecycle: { preventDestroy: props.guarded },
    });
    this.identifier = identifier;
    this.host = group.primaryEndpointAddress;
    this.arn = group.arn;
    this.securityGroupId = securityGroup.id;
  }

  /** Name of a parameter group of its own; nothing if all is as the engine has it. */
  private parameters(identifier: string, { engine, version, parameters }: ReplicationGroupProps): string | undefined {
    const parameter = Object.entries(parameters).map(([name, value]) => ({ name, value }));
    if (parameter.length === 0) return undefined;
    const family = engine.family(version);
    return new ElasticacheParameterGroup(this, "parameters", {
      name: `${identifier}-${family.replace(/[^a-z0-9]+/g, "-")}`,
      description: `Settings of ${identifier}`,
      family,
      parameter,
      lifecycle: { createBeforeDestroy: true },
    }).name;
  }
}
