import { type Request, type Role, roleAt } from "../simulator/simulator";
import { type Delivered, everyDelivery } from "../world";

/** A role of a pipeline: the pipeline's own, or a step's. */
export interface Principal {
  readonly delivered: Delivered;
  readonly pipeline: string;
  /** Step, such as `deploy-prod`; nothing for the pipeline itself. */
  readonly step?: string;
  readonly role: Role;
}

export const world = everyDelivery();

export const principals = world.flatMap((delivered): Principal[] =>
  Object.keys(delivered.stack.all("aws_iam_role")).map((name) => {
    const [, pipeline, step] = /^([a-z0-9-]+?)(?:_([a-z0-9-]+))?_access_role$/.exec(name)!;
    return { delivered, pipeline: pipeline!, step, role: roleAt(delivered.values, delivered.stack, name) };
  }),
);

export function on(resource: string, actions: string, context?: Record<string, string>): Request[] {
  return actions.split(" ").map((action) => ({ action, resource, context }));
}

export const inAccount = ({ region, account }: Delivered, service: string, resource: string) =>
  `arn:aws:${service}:${region}:${account}:${resource}`;

export const artifacts = ({ system, account }: Delivered) => `arn:aws:s3:::${system.name}-pipelines--${account}`;

export function states({ stack }: Delivered): {
  objects: string;
  table: string;
  lock: (key: string) => Record<string, string>;
} {
  const { bucket, region, dynamodb_table } = stack.json["terraform"].backend.s3;
  return {
    objects: `arn:aws:s3:::${bucket}`,
    table: `arn:aws:dynamodb:${region}:${stack.json["provider"].aws[0].allowed_account_ids[0]}:table/${dynamodb_table}`,
    lock: (key) => ({ "dynamodb:LeadingKeys": `${bucket}/${key}` }),
  };
}

/** ARN of the connection of a pipeline. */
export function connectionOf({ stack, values }: Delivered, pipeline: string): string {
  const [{ action }] = stack.one("aws_codepipeline", `${pipeline}_pipeline`)["stage"];
  return values.text(stack, action[0].configuration.ConnectionArn);
}

/** The prefix of a connection's permissions: the service's name, or its former one. */
export const prefixOf = (connection: string) => connection.split(":")[2]!;

/** Doing something with a repository: reading it or writing to it. */
export function using(connection: string, repository: string, permissions: "read_only" | "read_write"): Request[] {
  const prefix = prefixOf(connection);
  return on(connection, `${prefix}:UseConnection`, {
    [`${prefix}:FullRepositoryId`]: repository,
    [`${prefix}:ProviderPermissionsRequired`]: permissions,
  });
}

export function project({ delivered, pipeline, step }: Principal): string {
  return inAccount(delivered, "codebuild", `project/${delivered.system.name}_${pipeline}_${step}`);
}

function logOf({ delivered, pipeline, step }: Principal): string {
  return inAccount(
    delivered,
    "logs",
    `log-group:/codebuild/${delivered.system.name}_${pipeline}_${step}:log-stream:1-a`,
  );
}

/** What every step does: read its commit, and write its log. */
function reading(principal: Principal): Request[] {
  const { delivered, pipeline } = principal;
  const { repository } = delivered.system.pipelines[pipeline]!;
  return [
    ...using(connectionOf(delivered, pipeline), repository, "read_only"),
    ...on(`${artifacts(delivered)}/a-pipeline/source/aB3dE5f`, "s3:GetObject s3:GetObjectVersion"),
    ...on(logOf(principal), "logs:CreateLogStream logs:PutLogEvents"),
  ];
}

function pushing(delivered: Delivered): Request[] {
  const { name } = delivered.system;
  const { objects, table, lock } = states(delivered);
  const repository = inAccount(delivered, "ecr", `repository/${name}/web`);
  const layers = "ecr:InitiateLayerUpload ecr:UploadLayerPart ecr:CompleteLayerUpload ecr:BatchCheckLayerAvailability";
  return [
    ...on("*", "ecr:GetAuthorizationToken"),
    ...on(repository, `${layers} ecr:PutImage ecr:BatchGetImage ecr:DescribeImages ecr:GetDownloadUrlForLayer`),
    ...on(objects, "s3:ListBucket"),
    ...on(`${objects}/${name}/registry.tfstate`, "s3:GetObject"),
    ...on(`${objects}/${name}/images.tfstate`, "s3:GetObject s3:PutObject"),
    ...on(`${objects}/${name}/images.tfstate.tflock`, "s3:GetObject s3:PutObject s3:DeleteObject"),
    ...on(table, "dynamodb:DescribeTable"),
    ...[`${name}/images.tfstate`, `${name}/images.tfstate-md5`].flatMap((key) =>
      on(table, "dynamodb:GetItem dynamodb:PutItem dynamodb:DeleteItem", lock(key)),
    ),
  ];
}

function stageOf({ delivered, pipeline, step }: Principal) {
  const [, , name] = /^(plan|deploy)-(.+)$/.exec(step!)!;
  return delivered.system.pipelines[pipeline]!.stages.find((stage) => stage.name === name)!;
}

/** What a step does besides. */
const DUTIES: Readonly<Record<string, (principal: Principal) => Request[]>> = {
  test: () => [],
  images: ({ delivered }) => pushing(delivered),
  plan: (principal) => [
    ...on(stageOf(principal).planRole!, "sts:AssumeRole"),
    ...on(`${artifacts(principal.delivered)}/a-pipeline/plan-prod/aB3dE5f`, "s3:PutObject"),
  ],
  deploy: (principal) => on(stageOf(principal).role, "sts:AssumeRole"),
};

export function duties(principal: Principal): Request[] {
  const { delivered, pipeline, step } = principal;
  if (step !== undefined) return [...reading(principal), ...DUTIES[step.split("-")[0]!]!(principal)];
  const { repository } = delivered.system.pipelines[pipeline]!;
  const mine = principals.filter((other) => other.delivered === delivered && other.pipeline === pipeline);
  const steps = mine.filter((other) => other.step !== undefined);
  return [
    ...using(connectionOf(delivered, pipeline), repository, "read_only"),
    ...["source", "plan-prod"].flatMap((artifact) =>
      on(`${artifacts(delivered)}/a-pipeline/${artifact}/aB3dE5f`, "s3:GetObject s3:GetObjectVersion s3:PutObject"),
    ),
    ...on(artifacts(delivered), "s3:GetBucketVersioning"),
    ...steps.flatMap((other) =>
      on(project(other), "codebuild:StartBuild codebuild:BatchGetBuilds codebuild:StopBuild"),
    ),
  ];
}
