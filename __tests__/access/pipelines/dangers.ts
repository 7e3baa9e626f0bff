import { type Request, rolesOf } from "../simulator/simulator";
import type { Delivered } from "../world";
import { artifacts, connectionOf, inAccount, on, prefixOf, principals, project, states, using } from "./duties";

/** What no role of a pipeline may do. */
export function dangers(delivered: Delivered): Request[] {
  const { account, system, stack, values } = delivered;
  const { objects, table, lock } = states(delivered);
  const bucket = artifacts(delivered);
  const at = (service: string, resource: string) => inAccount(delivered, service, resource);
  const roles = [...rolesOf(values, stack).map(({ arn }) => arn), `arn:aws:iam::${account}:role/admin`];
  const connections = Object.keys(system.pipelines).map((pipeline) => connectionOf(delivered, pipeline));
  return [
    // Becoming somebody else, or more.
    ...roles.flatMap((role) =>
      on(role, "sts:AssumeRole iam:PutRolePolicy iam:AttachRolePolicy iam:UpdateAssumeRolePolicy iam:DeleteRole"),
    ),
    ...["codebuild.amazonaws.com", "codepipeline.amazonaws.com", "ecs-tasks.amazonaws.com"].flatMap((service) =>
      roles.flatMap((role) => on(role, "iam:PassRole", { "iam:PassedToService": service })),
    ),
    ...on(`arn:aws:iam::${account}:role/another`, "iam:CreateRole iam:DeleteRolePermissionsBoundary"),
    ...on(`arn:aws:iam::${account}:user/intruder`, "iam:CreateUser iam:CreateAccessKey"),
    // Changing what pipelines do, or saying yes.
    ...Object.keys(system.pipelines).flatMap((name) => {
      const arn = at("codepipeline", `${system.name}_${name}`);
      const stage =
        "codepipeline:DisableStageTransition codepipeline:EnableStageTransition codepipeline:RetryStageExecution";
      return [
        ...on(arn, "codepipeline:UpdatePipeline codepipeline:DeletePipeline codepipeline:StartPipelineExecution"),
        ...on(`${arn}/to-prod/approve-prod`, "codepipeline:PutApprovalResult"),
        ...on(`${arn}/to-prod`, stage),
      ];
    }),
    ...[
      ...principals.filter(({ step }) => step !== undefined).map(project),
      at("codebuild", "project/another_release_deploy"),
    ].flatMap((arn) => on(arn, "codebuild:UpdateProject codebuild:DeleteProject codebuild:UpdateProjectVisibility")),
    ...on(at("codebuild", "project/another_release_deploy"), "codebuild:StartBuild codebuild:StopBuild"),
    ...on(at("events", "rule/any"), "events:PutRule events:PutTargets events:DisableRule"),
    ...on(at("sns", "any"), "sns:Publish sns:Subscribe sns:SetTopicAttributes"),
    // Writing to repositories, or reading others.
    ...connections.flatMap((arn) => {
      const prefix = prefixOf(arn);
      const context = { [`${prefix}:PassedToService`]: "codepipeline.amazonaws.com" };
      return [...on(arn, `${prefix}:DeleteConnection`), ...on(arn, `${prefix}:PassConnection`, context)];
    }),
    ...["codestar-connections", "codeconnections"].flatMap((service) =>
      using(at(service, "connection/another"), "example/everything", "read_only"),
    ),
    // Losing or changing what pipelines keep.
    ...on(bucket, "s3:DeleteBucket s3:PutBucketPolicy s3:PutLifecycleConfiguration s3:PutBucketVersioning"),
    ...on(`${bucket}/a-pipeline/source/aB3dE5f`, "s3:DeleteObject s3:DeleteObjectVersion s3:PutObjectAcl"),
    ...on(`${bucket}/a-pipeline/plan-prod/aB3dE5f`, "s3:DeleteObject s3:DeleteObjectVersion s3:PutObjectAcl"),
    ...on(at("logs", `log-group:/codebuild/${system.name}_release_test`), "logs:DeleteLogGroup logs:FilterLogEvents"),
    // States and locks of others, of environments, and of the pipelines themselves.
    ...["prod/data", "prod/service", "pipelines", "../another/images"].flatMap((layer) =>
      on(`${objects}/${system.name}/${layer}.tfstate`, "s3:GetObject s3:PutObject s3:DeleteObject"),
    ),
    ...["another/images", `${system.name}-2/images`, `another/${system.name}/images`].flatMap((layer) =>
      on(`${objects}/${layer}.tfstate`, "s3:GetObject s3:PutObject s3:DeleteObject"),
    ),
    ...on(`${objects}/${system.name}/registry.tfstate`, "s3:PutObject s3:DeleteObject"),
    ...on(`${objects}/${system.name}/images.tfstate`, "s3:DeleteObject s3:DeleteObjectVersion"),
    ...on(objects, "s3:DeleteBucket s3:PutBucketPolicy s3:PutBucketVersioning"),
    ...["another/images.tfstate", `${system.name}/prod/data.tfstate`, `${system.name}/pipelines.tfstate`].flatMap(
      (key) => on(table, "dynamodb:GetItem dynamodb:PutItem dynamodb:DeleteItem", lock(key)),
    ),
    ...on(table, "dynamodb:Scan dynamodb:DeleteTable dynamodb:UpdateTable"),
    // Images: those of others, and what would let an image in that is not what its tag says.
    ...["another/web", `${system.name}-2/web`, system.name].flatMap((name) =>
      on(at("ecr", `repository/${name}`), "ecr:PutImage ecr:BatchGetImage ecr:InitiateLayerUpload"),
    ),
    ...on(
      at("ecr", `repository/${system.name}/web`),
      "ecr:BatchDeleteImage ecr:PutImageTagMutability ecr:SetRepositoryPolicy ecr:DeleteRepository",
    ),
    // What environments are made of and remember, which only the roles that are taken may touch.
    ...on("*", "secretsmanager:ListSecrets s3:ListAllMyBuckets ecs:RegisterTaskDefinition"),
    ...on(at("secretsmanager", "secret:any-AAAAAA"), "secretsmanager:GetSecretValue secretsmanager:PutSecretValue"),
    ...on(at("ssm", "parameter/any"), "ssm:GetParameter ssm:PutParameter"),
    ...on(at("kms", "key/1"), "kms:Decrypt kms:CreateGrant kms:ScheduleKeyDeletion"),
    ...on(at("ecs", `service/${system.name}-prod/web`), "ecs:UpdateService ecs:DeleteService"),
    ...on(at("lambda", "function:any"), "lambda:UpdateFunctionCode lambda:InvokeFunction"),
    ...on(at("rds", "db:any"), "rds:DeleteDBInstance rds:ModifyDBInstance"),
    ...on(at("ec2", "security-group/sg-1"), "ec2:AuthorizeSecurityGroupIngress"),
    ...on(`arn:aws:s3:::${system.name}-prod-media-${account}/a.png`, "s3:GetObject s3:PutObject s3:DeleteObject"),
    ...on("arn:aws:route53:::hostedzone/Z1", "route53:ChangeResourceRecordSets"),
  ];
}
