import type { Statement } from "../../../modules/iam/policy";
import { type StateSettings, systemStateKey } from "../../core/state";

/**
 * Prefixes of connections' permissions and conditions, by what a statement is called. The service has a former name,
 * which older connections have in their ARNs (https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html).
 */
const CONNECTIONS = { ReadRepositoryFormerName: "codestar-connections", ReadRepository: "codeconnections" } as const;

/** Whatever a connection reaches. */
export function useConnection(connection: string): Statement {
  return {
    sid: "ReadRepository",
    actions: Object.values(CONNECTIONS).map((prefix) => `${prefix}:UseConnection`),
    resources: [connection],
  };
}

/**
 * Reading one repository, of those that a connection reaches, and writing to none
 * (https://docs.aws.amazon.com/dtconsole/latest/userguide/security-iam.html#permissions-reference-connections-use).
 */
export function readRepository(connection: string, repository: string): Statement[] {
  return Object.entries(CONNECTIONS).map(([sid, prefix]) => ({
    sid,
    actions: [`${prefix}:UseConnection`],
    resources: [connection],
    conditions: {
      StringEquals: { [`${prefix}:FullRepositoryId`]: repository },
      StringEqualsIfExists: { [`${prefix}:ProviderPermissionsRequired`]: "read_only" },
    },
  }));
}

/** Where a system's images and states are. */
export interface ImagePlaces {
  /** Name of the system. */
  readonly name: string;
  /** Region of the repositories. */
  readonly region: string;
  /** Id of the account of the repositories, twelve digits. */
  readonly account: string;
  /** Where Terraform keeps states. */
  readonly state: StateSettings;
}

/** What the images layer needs: to push the system's images, and to keep its own state. */
export function pushImages({ name, region, account, state }: ImagePlaces): Statement[] {
  const { bucket, table, region: stateRegion } = state;
  const registry = systemStateKey(name, "registry");
  const images = systemStateKey(name, "images");
  const locks = `arn:aws:dynamodb:${stateRegion}:${account}:table/${table}`;
  return [
    { sid: "SignIn", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "Push",
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:DescribeImages",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      resources: [`arn:aws:ecr:${region}:${account}:repository/${name}/*`],
    },
    { sid: "FindStates", actions: ["s3:ListBucket"], resources: [`arn:aws:s3:::${bucket}`] },
    { sid: "ReadRegistry", actions: ["s3:GetObject"], resources: [`arn:aws:s3:::${bucket}/${registry}`] },
    { sid: "KeepState", actions: ["s3:GetObject", "s3:PutObject"], resources: [`arn:aws:s3:::${bucket}/${images}`] },
    {
      sid: "LockFile",
      actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      resources: [`arn:aws:s3:::${bucket}/${images}.tflock`],
    },
    { sid: "FindLocks", actions: ["dynamodb:DescribeTable"], resources: [locks] },
    {
      sid: "LockTable",
      actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"],
      resources: [locks],
      conditions: {
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${bucket}/${images}*`] },
      },
    },
  ];
}
