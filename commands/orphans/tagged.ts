import { type IAMClient, ListRoleTagsCommand, paginateListRoles } from "@aws-sdk/client-iam";
import { paginateGetResources, type ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";

/** A resource in AWS with its tags. */
export interface Tagged {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

/** The resources of a region that carry a system's tag, of every kind that the Resource Groups Tagging API knows. */
export async function findTagged(client: ResourceGroupsTaggingAPIClient, system: string): Promise<Tagged[]> {
  const found: Tagged[] = [];
  const filter = { TagFilters: [{ Key: "System", Values: [system] }], ResourcesPerPage: 100 };
  for await (const { ResourceTagMappingList: page = [] } of paginateGetResources({ client }, filter)) {
    found.push(...page.map(({ ResourceARN: arn, Tags: tags }) => ({ arn: arn!, tags: asRecord(tags) })));
  }
  return found;
}

/**
 * The roles whose names begin like the system's: the Resource Groups Tagging API does not know roles
 * (https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html), so IAM is asked.
 */
export async function findRoles(client: IAMClient, system: string): Promise<Tagged[]> {
  const found: Tagged[] = [];
  for await (const { Roles: roles = [] } of paginateListRoles({ client }, {})) {
    for (const { RoleName: name, Arn: arn } of roles) {
      if (!name!.startsWith(`${system}-`)) continue;
      const { Tags: tags } = await client.send(new ListRoleTagsCommand({ RoleName: name }));
      found.push({ arn: arn!, tags: asRecord(tags) });
    }
  }
  return found.filter(({ tags }) => tags["System"] === system);
}

function asRecord(tags: readonly Tag[] = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key: key, Value: value }) => [key!, value ?? ""]));
}
