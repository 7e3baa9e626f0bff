import { type Applied, blocks, type Placed, place, resourcesOf, texts } from "./applied";

/** A rule of a security group. */
export interface GroupRule {
  /** Where it is, for findings. */
  readonly place: string;
  /** The group that it belongs to. */
  readonly group: string;
  readonly direction: "ingress" | "egress";
  readonly protocol: string;
  readonly from?: number;
  readonly to?: number;
  /** The address ranges on the other side. */
  readonly ranges: readonly string[];
  /** The security group on the other side. */
  readonly peer?: string;
  /** The list of addresses on the other side, one that AWS keeps. */
  readonly prefixList?: string;
}

type Direction = GroupRule["direction"];

/** All rules of all security groups, those written inside a group too. */
export function groupRules(applied: Applied): GroupRule[] {
  return [
    ...resourcesOf(applied, "aws_vpc_security_group_ingress_rule").map((rule) => separate(rule, "ingress")),
    ...resourcesOf(applied, "aws_vpc_security_group_egress_rule").map((rule) => separate(rule, "egress")),
    ...resourcesOf(applied, "aws_security_group", "aws_default_security_group").flatMap((group) =>
      (["ingress", "egress"] as const).flatMap((direction) =>
        blocks(group.values[direction]).flatMap((rule) => inline(group, rule, direction)),
      ),
    ),
  ];
}

function separate(rule: Placed, direction: Direction): GroupRule {
  const { values } = rule;
  return {
    place: place(rule),
    group: values["security_group_id"] as string,
    direction,
    protocol: values["ip_protocol"] as string,
    from: (values["from_port"] as number | null) ?? undefined,
    to: (values["to_port"] as number | null) ?? undefined,
    ranges: [values["cidr_ipv4"], values["cidr_ipv6"]].filter((range) => typeof range === "string"),
    peer: (values["referenced_security_group_id"] as string | null) ?? undefined,
    prefixList: (values["prefix_list_id"] as string | null) ?? undefined,
  };
}

/** A rule inside a group may name several peers: one rule for each. */
function inline(group: Placed, block: Record<string, unknown>, direction: Direction): GroupRule[] {
  const rule = {
    place: place(group),
    group: group.values["id"] as string,
    direction,
    protocol: block["protocol"] as string,
    from: block["from_port"] as number,
    to: block["to_port"] as number,
    ranges: [...texts(block["cidr_blocks"]), ...texts(block["ipv6_cidr_blocks"])],
  };
  const peers = texts(block["security_groups"]).map((peer) => ({ ...rule, ranges: [], peer }));
  const lists = texts(block["prefix_list_ids"]).map((prefixList) => ({ ...rule, ranges: [], prefixList }));
  return [...(rule.ranges.length > 0 ? [rule] : []), ...peers, ...lists];
}

/** Whether a rule is for one TCP port only. */
export function isPort(rule: GroupRule, port: number): boolean {
  return rule.protocol === "tcp" && rule.from === port && rule.to === port;
}

/** Whether a range of addresses covers so much of the internet that it is open to anyone. */
export function isWorld(range: string): boolean {
  return Number(range.split("/")[1]) < 8;
}
