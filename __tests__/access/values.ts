import { createHash } from "node:crypto";
import { DEFAULT_ACCOUNT } from "../../commands/rehearse/account";
import type { Arguments, Template } from "../stacks/template";

/** Where a resource is, and what its arguments say. */
interface Place {
  readonly region: string;
  readonly account: string;
  /** Letters and digits that stand for this resource alone, as AWS's ids do. */
  readonly id: string;
  /** An argument with its expressions put in. */
  readonly get: (argument: string) => string;
}

/** ARNs: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const inRegion = (service: string, resource: (place: Place) => string) => (place: Place) =>
  `arn:aws:${service}:${place.region}:${place.account}:${resource(place)}`;
const secretArn = (name: (place: Place) => string) =>
  inRegion("secretsmanager", (place) => `secret:${name(place)}-${place.id.slice(0, 6)}`);

/** What AWS makes up for a resource, by type and attribute. */
const COMPUTED: Record<string, (place: Place) => string> = {
  "aws_backup_vault.arn": inRegion("backup", ({ get }) => `backup-vault:${get("name")}`),
  "aws_caller_identity.account_id": ({ account }) => account,
  "aws_cloudwatch_event_rule.arn": inRegion("events", ({ get }) => `rule/${get("name")}`),
  "aws_cloudwatch_log_group.arn": inRegion("logs", ({ get }) => `log-group:${get("name")}`),
  "aws_codebuild_project.arn": inRegion("codebuild", ({ get }) => `project/${get("name")}`),
  "aws_codestarconnections_connection.arn": inRegion("codeconnections", ({ id }) => `connection/${id}`),
  "aws_cognito_user_pool.arn": inRegion("cognito-idp", ({ region, id }) => `userpool/${region}_${id.slice(0, 9)}`),
  "aws_db_instance.arn": inRegion("rds", ({ get }) => `db:${get("identifier")}`),
  "aws_db_instance.master_user_secret[0].secret_arn": secretArn(({ id }) => `rds!db-${id}`),
  "aws_dynamodb_table.arn": inRegion("dynamodb", ({ get }) => `table/${get("name")}`),
  "aws_ecr_repository.arn": inRegion("ecr", ({ get }) => `repository/${get("name")}`),
  "aws_ecs_cluster.arn": inRegion("ecs", ({ get }) => `cluster/${get("name")}`),
  "aws_ecs_task_definition.arn": inRegion("ecs", ({ get }) => `task-definition/${get("family")}:1`),
  "aws_efs_access_point.arn": inRegion("elasticfilesystem", ({ id }) => `access-point/fsap-${id}`),
  "aws_efs_file_system.arn": inRegion("elasticfilesystem", ({ id }) => `file-system/fs-${id}`),
  "aws_iam_role.arn": ({ account, get }) => `arn:aws:iam::${account}:role/${get("name")}`,
  "aws_kms_key.arn": inRegion("kms", ({ id }) => `key/${id}`),
  "aws_lambda_function.arn": inRegion("lambda", ({ get }) => `function:${get("function_name")}`),
  "aws_rds_cluster.arn": inRegion("rds", ({ get }) => `cluster:${get("cluster_identifier")}`),
  "aws_rds_cluster.master_user_secret[0].secret_arn": secretArn(({ id }) => `rds!cluster-${id}`),
  "aws_s3_bucket.arn": ({ get }) => `arn:aws:s3:::${get("bucket")}`,
  "aws_s3_bucket.id": ({ get }) => get("bucket"),
  "aws_secretsmanager_secret.arn": secretArn(({ get }) => get("name")),
  "aws_security_group.id": ({ id }) => `sg-${id}`,
  "aws_sns_topic.arn": inRegion("sns", ({ get }) => get("name")),
  "aws_sqs_queue.arn": inRegion("sqs", ({ get }) => get("name")),
  "aws_sqs_queue.url": ({ region, account, get }) => `https://sqs.${region}.amazonaws.com/${account}/${get("name")}`,
  "aws_lb.id": inRegion("elasticloadbalancing", ({ id, get }) => `loadbalancer/app/${get("name")}/${id}`),
};

const EXPRESSION = /\$(\$?)\{([^{}]*)\}/g;
const OUTPUT = /^data\.terraform_remote_state\.[\w-]+\.outputs\./;
const ATTRIBUTE = /^((?:data\.)?(\w+)\.[\w-]+)\.(.+)$/;

/** What Terraform expressions come to in AWS, as far as it follows from the synthesized stacks. */
export class Values {
  /** @param stacks all stacks of a project: layers read each other's outputs */
  constructor(private readonly stacks: Readonly<Record<string, Template>>) {}

  /** A text of a stack with its expressions replaced by what they stand for. */
  text(stack: Template, text: string): string {
    return text.replace(EXPRESSION, (whole, isEscaped: string, expression: string) =>
      isEscaped ? whole.slice(1) : this.expression(stack, expression),
    );
  }

  /** An attribute of a resource, by its address: `aws_s3_bucket.media_bucket`, `arn`. */
  attribute(stack: Template, address: string, attribute: string): string {
    const args = resource(stack, address);
    const get = (argument: string): string => {
      if (typeof args[argument] !== "string") throw new Error(`${address} in ${stack.name} has no ${argument}`);
      return this.text(stack, args[argument]);
    };
    if (attribute in args) return get(attribute);
    const compute = COMPUTED[`${address.replace(/^data\./, "").split(".")[0]}.${attribute}`];
    if (!compute) throw new Error(`nothing says what ${attribute} of ${address} in ${stack.name} is; add it here`);
    const id = createHash("sha256").update(`${stack.name}/${address}`).digest("hex").slice(0, 17);
    return compute({ ...whereIs(stack), id, get });
  }

  private expression(stack: Template, expression: string): string {
    if (OUTPUT.test(expression)) return this.output(stack, expression.split("."));
    const [, address, , attribute] = ATTRIBUTE.exec(expression) ?? [];
    if (!address || !attribute) throw new Error(`\${${expression}} in ${stack.name} is not understood`);
    return this.attribute(stack, address, attribute);
  }

  private output(stack: Template, [, , layer, , name]: string[]): string {
    const { key } = stack.json["data"].terraform_remote_state[layer!].config;
    const publisher = Object.values(this.stacks).find((other) => other.json["terraform"].backend.s3.key === key);
    const output = publisher?.json["output"]?.[name!];
    if (!publisher || !output) throw new Error(`${stack.name} reads ${name} of ${key}, and nothing publishes it`);
    return this.text(publisher, output.value);
  }
}

/** Region and account of a stack. */
export function whereIs({ json }: Template): { region: string; account: string } {
  const [{ region, allowed_account_ids: [account = DEFAULT_ACCOUNT] = [] }] = json["provider"].aws;
  return { region, account };
}

function resource(stack: Template, address: string): Arguments {
  const [kind, type, name] = address.startsWith("data.") ? address.split(".") : ["resource", ...address.split(".")];
  const found = stack.json[kind!]?.[type!]?.[name!];
  if (!found) throw new Error(`${stack.name} has no ${address}`);
  return found;
}
