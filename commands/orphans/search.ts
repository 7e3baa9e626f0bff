import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import type { StoredResource } from "../states/stored-state";
import { identify, isMadeByAws } from "./identity";
import type { Orphan } from "./match";
import { isGone, networkFacts, type TableParts, tableParts } from "./network-facts";
import { findRoles, findTagged, type Tagged } from "./tagged";

/** Global services answer the tagging API in one region: CloudFront and others in us-east-1. */
const GLOBAL = "us-east-1";

/** What AWS has of an environment and its system's layers, and no state knows. */
export interface Found {
  /** Those of a kind that a layer makes. */
  readonly orphans: readonly Orphan[];
  /** ARNs of other kinds. */
  readonly others: readonly Tagged[];
}

export interface SearchProps {
  readonly system: string;
  /** Name of the environment without the system's. */
  readonly environment: string;
  /** Regions of the stacks. */
  readonly regions: readonly string[];
  /** All resources of all states of the environment and its system. */
  readonly known: readonly StoredResource[];
}

/** Asks AWS for everything with the tags of the environment, and leaves out what a state knows. */
export async function searchOrphans({ system, environment, regions, known }: SearchProps): Promise<Found> {
  const arns = new Set(known.flatMap(({ attributes }) => [attributes["arn"], attributes["id"]]));
  const ids = new Set(known.map(({ type, attributes }) => `${type} ${attributes["id"]}`));
  const families = new Set(known.map(({ attributes }) => familyOf(String(attributes["arn"]))).filter(Boolean));
  const tagged = await allTagged(system, [...new Set([...regions, GLOBAL])]);
  const own = tagged.filter(({ arn, tags }) => {
    const environmentTag = tags["Environment"];
    return (environmentTag === undefined || environmentTag === environment) && !isMadeByAws(arn) && !managed(tags);
  });
  const unknown = own.filter(({ arn }) => {
    const identity = identify(arn);
    if (arns.has(arn) || arns.has(arn.replace(/:\*$/, ""))) return false;
    // Old revisions stay on purpose; one that is newer than the state's is never run and made again as the next.
    if (families.has(familyOf(arn))) return false;
    return !identity?.types.some((type) => ids.has(`${type} ${identity.id}`));
  });
  const newest = unknown.filter(({ arn }) => !unknown.some((other) => isOlderRevision(arn, other.arn)));
  return {
    orphans: await describe(newest, regions[0]!),
    others: newest.filter(({ arn }) => identify(arn) === undefined),
  };
}

async function allTagged(system: string, regions: readonly string[]): Promise<Tagged[]> {
  const found = new Map<string, Tagged>();
  for (const region of regions) {
    const client = new ResourceGroupsTaggingAPIClient({ region });
    for (const one of await findTagged(client, system)) found.set(one.arn, one);
    client.destroy();
  }
  const iam = new IAMClient({ region: GLOBAL });
  for (const one of await findRoles(iam, system)) found.set(one.arn, one);
  iam.destroy();
  return [...found.values()];
}

/** Whether an AWS service made it for a resource of ours, such as an instance of an Auto Scaling group. */
function managed(tags: Tagged["tags"]): boolean {
  return Object.keys(tags).some((key) => /^aws:(autoscaling|cloudformation|ecs):/.test(key));
}

async function describe(tagged: readonly Tagged[], region: string): Promise<Orphan[]> {
  const client = new EC2Client({ region });
  const identified = tagged.flatMap((one) => {
    const identity = identify(one.arn);
    return identity ? [{ ...one, ...identity }] : [];
  });
  const facts = await networkFacts(
    client,
    identified.map(({ id }) => id),
  );
  client.destroy();
  // A VPC's default group comes with it, and `aws_default_security_group` takes it over wherever it is applied.
  const made = identified.filter(
    ({ id, types }) =>
      !isGone(id, facts) && (!types.includes("aws_security_group") || facts.get(id)?.["name"] !== "default"),
  );
  return made.map(({ arn, tags, types, id, facts: said }) => {
    const { type, ...described } = facts.get(id) ?? {};
    const name = tags["Name"];
    return {
      arn,
      id,
      layer: tags["Layer"] ?? "",
      types: type ? [type] : types,
      facts: { ...said, ...described, ...(name !== undefined && { "tags.Name": name }) },
    };
  });
}

/** Routes and associations of these route tables. */
export async function searchTableParts(region: string, tables: readonly string[]): Promise<TableParts> {
  const client = new EC2Client({ region });
  try {
    return await tableParts(client, tables);
  } finally {
    client.destroy();
  }
}

const TASK_DEFINITION = /^(arn:[^:]+:ecs:.*:task-definition\/[^:]+):(\d+)$/;

function familyOf(arn: string): string | undefined {
  return TASK_DEFINITION.exec(arn)?.[1];
}

function isOlderRevision(arn: string, other: string): boolean {
  const [one, another] = [TASK_DEFINITION.exec(arn), TASK_DEFINITION.exec(other)];
  return one !== null && another !== null && one[1] === another[1] && Number(one[2]) < Number(another[2]);
}
