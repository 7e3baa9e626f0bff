import { CloudWatchLogsClient, DescribeQueryDefinitionsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { ImportBlock } from "../../manifest/imports";
import type { Unmade, Values } from "./match";
import type { TableParts } from "./network-facts";

/** Types without ARN and tags whose import id follows from their arguments. */
const COMPOSED: Readonly<Record<string, readonly [string, string, string]>> = {
  aws_route: ["route_table_id", "_", "destination_cidr_block"],
  aws_route_table_association: ["subnet_id", "/", "route_table_id"],
};

/**
 * Types that carry no tags, or that no search by tags finds, and whose creation AWS refuses, or does a second time,
 * if they are there. Whether they are cannot be told here, so they are named. Everything else without tags is put, not
 * created: the next apply puts it again.
 */
const NOT_SEEN = new Set([
  "aws_cloudfront_cache_policy",
  "aws_cloudfront_origin_access_control",
  "aws_cloudfront_origin_request_policy",
  "aws_cloudfront_response_headers_policy",
  "aws_cloudfront_vpc_origin",
  "aws_cognito_user_pool_client",
  "aws_cognito_user_pool_domain",
  "aws_efs_mount_target",
  "aws_lambda_event_source_mapping",
  "aws_lambda_permission",
  "aws_route53_record",
  "aws_scheduler_schedule",
]);

/** The import id of a resource without ARN, as far as its arguments are known. */
export function composedId({ type, block }: Unmade, values: Values): string | undefined {
  const composed = COMPOSED[type];
  if (!composed) return undefined;
  const [first, separator, second] = composed;
  const [one, other] = [values.text(block[first]), values.text(block[second])];
  return one !== undefined && other !== undefined ? `${one}${separator}${other}` : undefined;
}

/** The route table that a resource is part of, if it is and the table is known. */
export function tableOf({ type, block }: Unmade, values: Values): string | undefined {
  return type in COMPOSED ? values.text(block["route_table_id"]) : undefined;
}

/** The untagged resources that AWS has. */
export function untagged(unmade: readonly Unmade[], values: Values, parts: TableParts): ImportBlock[] {
  return unmade.flatMap((one) => {
    const id = composedId(one, values);
    return id !== undefined && parts.has(id) ? [{ to: one.address, id }] : [];
  });
}

const QUERY = "aws_cloudwatch_query_definition";

/** Saved queries that AWS has; it would save a second one of the same name. The id that `import` takes is their ARN. */
export async function savedQueries(unmade: readonly Unmade[], region: string, account: string): Promise<ImportBlock[]> {
  const own = unmade.filter(({ type, block }) => type === QUERY && typeof block["name"] === "string");
  if (own.length === 0) return [];
  const client = new CloudWatchLogsClient({ region });
  const found: ImportBlock[] = [];
  for (const { address, block } of own) {
    const { queryDefinitions = [] } = await client.send(
      new DescribeQueryDefinitionsCommand({ queryDefinitionNamePrefix: block["name"] as string }),
    );
    const same = queryDefinitions.filter(({ name }) => name === block["name"]);
    const [only] = same;
    if (only && same.length === 1) {
      found.push({ to: address, id: `arn:aws:logs:${region}:${account}:query-definition:${only.queryDefinitionId}` });
    }
  }
  client.destroy();
  return found;
}

/** The resources of which cannot be told here whether AWS has them. */
export function notSeen(unmade: readonly Unmade[]): Unmade[] {
  return unmade.filter(({ type }) => NOT_SEEN.has(type));
}
