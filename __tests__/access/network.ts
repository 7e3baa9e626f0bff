import type { Arguments, Template } from "../stacks/template";
import type { Deployed } from "./world";

/** A way from one place of the network to another. */
export interface Way {
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

/** A rule of a security group. */
export interface Rule extends Way {
  readonly direction: "in" | "out";
  /** Where it is written. */
  readonly address: string;
  readonly args: Arguments;
}

/** A place in the network and the ids of its security groups. */
export interface Member {
  readonly place: string;
  readonly groups: readonly string[];
}

export const BALANCER = "the load balancer";
export const TUNNEL = "the tunnel";
export const CLOUDFRONT = "CloudFront";

/** The place of a capacity's instances; tasks on them have places of their own. */
export function instancesOf(capacity: string): string {
  return `the instances of ${capacity}`;
}

/** What is in a network: by its type, what a resource's place is called, and where its security groups are. */
const MEMBERS: Record<string, [place: (name: string) => string, groups: (args: Arguments) => string[]]> = {
  aws_ecs_service: [before("_ecs_service"), ({ network_configuration: { security_groups: groups } }) => groups],
  // A function that uses nothing in the network is nowhere in it.
  aws_lambda_function: [before("_function_lambda"), ({ vpc_config: config }) => config?.security_group_ids ?? []],
  aws_db_instance: [before("_instance"), ({ vpc_security_group_ids: groups }) => groups],
  aws_rds_cluster: [before("_cluster"), ({ vpc_security_group_ids: groups }) => groups],
  aws_elasticache_replication_group: [before("_group"), ({ security_group_ids: groups }) => groups],
  aws_efs_mount_target: [(name) => name.replace(/_mount-\d$/, ""), ({ security_groups: groups }) => groups],
  aws_lb: [() => BALANCER, ({ security_groups: groups }) => groups],
  // Subnets of instances are the group's.
  aws_launch_template: [
    (name) => instancesOf(name.replace(/^ec2_capacities_(.*)_template_template$/, "$1")),
    ({ network_interfaces: interfaces }) => interfaces.flatMap((one: Arguments) => one["security_groups"]),
  ],
  aws_instance: [() => TUNNEL, ({ vpc_security_group_ids: groups }) => groups],
};

function before(suffix: string): (name: string) => string {
  return (name) => name.slice(0, -suffix.length);
}

/** The network of an environment as its security groups make it. */
export class Network {
  readonly members: readonly Member[];
  readonly rules: readonly Rule[];
  /** Ids of all security groups. */
  readonly groups: readonly string[];

  constructor(private readonly deployed: Deployed) {
    const members = Object.entries(MEMBERS).flatMap(([type, [place, groups]]) =>
      this.all(type, (stack, name, args) => ({
        place: place(name),
        groups: groups(args).map((text) => deployed.values.text(stack, text)),
      })),
    );
    this.members = members.filter(({ groups }) => groups.length > 0);
    this.groups = this.all("aws_security_group", (stack, name) =>
      deployed.values.attribute(stack, `aws_security_group.${name}`, "id"),
    );
    this.rules = [
      ...this.rulesOf("in", "aws_vpc_security_group_ingress_rule"),
      ...this.rulesOf("out", "aws_vpc_security_group_egress_rule"),
    ];
  }

  /** Whether a packet gets from one place to another: a rule lets it out, and a rule lets it in. */
  reaches({ from, to, port }: Way): boolean {
    const lets = (direction: Rule["direction"], ends: (rule: Rule) => boolean) =>
      this.rules.some((rule) => rule.direction === direction && rule.port === port && ends(rule));
    const out = lets("out", (rule) => rule.from === from && (rule.to === to || rule.to === "0.0.0.0/0"));
    return out && lets("in", (rule) => rule.to === to && rule.from === from);
  }

  /** Every resource of a type in every layer. */
  all<Result>(type: string, map: (stack: Template, name: string, args: Arguments) => Result): Result[] {
    return Object.values(this.deployed.stacks).flatMap((stack) =>
      Object.entries(stack.all(type)).map(([name, args]) => map(stack, name, args)),
    );
  }

  private rulesOf(direction: Rule["direction"], type: string): Rule[] {
    return this.all(type, (stack, name, args) => {
      const own = this.placeOf(stack, args["security_group_id"]);
      const list = args["prefix_list_id"] && this.listName(stack, args["prefix_list_id"]);
      const peer = args["cidr_ipv4"] ?? list ?? this.placeOf(stack, args["referenced_security_group_id"]);
      const [from, to] = direction === "in" ? [peer, own] : [own, peer];
      return { direction, from, to, port: args["from_port"], address: `${stack.name} ${type}.${name}`, args };
    });
  }

  /** Who calls from the addresses of a list. */
  private listName(stack: Template, id: string): string {
    const [, type, name] = /^\$\{data\.(\w+)\.([\w-]+)\.id\}$/.exec(id) ?? [];
    const list = stack.json["data"]?.[type ?? ""]?.[name ?? ""]?.name;
    return list === "com.amazonaws.global.cloudfront.origin-facing" ? CLOUDFRONT : `a list (${id})`;
  }

  private placeOf(stack: Template, group: string | undefined): string {
    const id = this.deployed.values.text(stack, group ?? "nothing");
    return this.members.find(({ groups }) => groups.includes(id))?.place ?? `a stranger (${id})`;
  }
}
