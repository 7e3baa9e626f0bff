import { canonical, contains, overlaps, type Range, range } from "../../language/types/cidr";
import type { Diagnostic, Step } from "../../language/yaml/tree";
import type { Environment } from "../core/environment";
import type { Network } from "./settings";
import { vpcRange } from "./vpc-range";

/** Sizes that AWS allows for VPCs and subnets (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html). */
const LARGEST = 16;
const SMALLEST = 28;

/** Subnets that a manifest does not name are sixteenths of the VPC's range: four bits longer. */
const DEFAULT_BITS = 4;

interface Placed {
  readonly range: Range;
  readonly path: readonly Step[];
}

function shapeDiagnostics({ range: own, path }: Placed): Diagnostic[] {
  if (own.prefix < LARGEST || own.prefix > SMALLEST) {
    return [{ path, message: `\`${own.text}\` has a size that AWS does not allow; use /${LARGEST} to /${SMALLEST}` }];
  }
  const exact = canonical(own);
  return exact === own.text
    ? []
    : [{ path, message: `\`${own.text}\` is not the beginning of its range; write ${exact}` }];
}

function subnetsOf({ subnets }: Network): Placed[] {
  return (["public", "private"] as const).flatMap((kind) =>
    (subnets?.[kind] ?? []).map((text, index) => ({
      range: range(text),
      path: ["network", "subnets", kind, index],
    })),
  );
}

function outside(vpc: Range, subnets: readonly Placed[]): Diagnostic[] {
  return subnets
    .filter((subnet) => !contains(vpc, subnet.range))
    .map(({ range: { text }, path }) => ({ path, message: `\`${text}\` is outside the VPC's range ${vpc.text}` }));
}

function overlapping(subnets: readonly Placed[]): Diagnostic[] {
  return subnets.flatMap(({ range: own, path }, index) => {
    const earlier = subnets.slice(0, index).find((other) => overlaps(own, other.range));
    return earlier
      ? [{ path, message: `\`${own.text}\` overlaps ${earlier.range.text}; choose ranges without common addresses` }]
      : [];
  });
}

function counts({ subnets, zones }: Network): Diagnostic[] {
  return (["public", "private"] as const).flatMap((kind) => {
    const count = subnets?.[kind].length ?? zones.length;
    const message = `has ${count} ranges for ${zones.length} zones (${zones.join(", ")}); give one for each zone`;
    return count === zones.length ? [] : [{ path: ["network", "subnets", kind], message }];
  });
}

function room(vpc: Range, { subnets, cidr }: Network): Diagnostic[] {
  const prefix = vpc.prefix + DEFAULT_BITS;
  const message = `\`${cidr}\` is too small: a sixteenth of it, for each subnet, would be a /${prefix}, and AWS's smallest is /${SMALLEST}; use /${SMALLEST - DEFAULT_BITS} or larger, or set \`network.subnets\``;
  return subnets === undefined && prefix > SMALLEST ? [{ path: ["network", "cidr"], message }] : [];
}

function repeatedZones({ zones }: Network): Diagnostic[] {
  return zones.flatMap((zone, index) =>
    zones.indexOf(zone) === index
      ? []
      : [{ path: ["network", "zones", index], message: `\`${zone}\` is there twice; name each zone once` }],
  );
}

/** Subnets lie inside the VPC, one in each zone, and do not overlap. */
export function subnets(environment: Environment): Diagnostic[] {
  const { network } = environment;
  if (network.existing !== undefined) {
    return [];
  }
  const vpc: Placed = { range: range(vpcRange(environment)), path: ["network", "cidr"] };
  const placed = subnetsOf(network);
  const sound = placed.filter((subnet) => shapeDiagnostics(subnet).length === 0);
  const within = shapeDiagnostics(vpc).length > 0 ? [] : [...room(vpc.range, network), ...outside(vpc.range, sound)];
  return [
    ...repeatedZones(network),
    ...counts(network),
    ...[vpc, ...placed].flatMap(shapeDiagnostics),
    ...within,
    ...overlapping(sound),
  ];
}
