import { usersOf } from "../../kinds/core/users";
import { executionRole, ownRole } from "./grants";
import type { Request } from "./simulator/simulator";
import type { Deployed } from "./world";

/** What no service and no function may do, unless `permissions` write it out: each would let it out of what `uses` says. */
export function dangers(deployed: Deployed, service: string): Request[] {
  const { account, region, stacks } = deployed;
  const own = ownRole(deployed, service).arn;
  const { services, functions } = deployed.environment;
  const others = usersOf(deployed.environment).flatMap(({ name }) => (name === service ? [] : name));
  const execution = Object.hasOwn(services, service) ? [executionRole(deployed, service).arn] : [];
  const otherRoles = [...execution, ...others.map((name) => ownRole(deployed, name).arn)];
  const { bucket, key } = stacks.data.json["terraform"].backend.s3;
  const arn = (of: string, resource: string) => `arn:aws:${of}:${region}:${account}:${resource}`;
  const to = ["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"].map((name) => ({ "iam:PassedToService": name }));
  // What Lambda says of the requests of a function's own code.
  const code = { "lambda:SourceFunctionArn": arn("lambda", `function:${deployed.name}-${service}`) };
  return [
    // Becoming somebody else, or more.
    ...on("*", "iam:ListRoles"),
    ...on(`arn:aws:iam::${account}:role/admin`, "sts:AssumeRole", "iam:CreateRole", "iam:UpdateAssumeRolePolicy"),
    ...on(`arn:aws:iam::${account}:user/intruder`, "iam:CreateUser", "iam:CreateAccessKey", "iam:AttachUserPolicy"),
    ...on(own, "iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:DeleteRolePermissionsBoundary", "iam:TagRole"),
    ...otherRoles.flatMap((role) => on(role, "sts:AssumeRole")),
    ...[own, ...otherRoles].flatMap((resource) => to.map((context) => ({ action: "iam:PassRole", resource, context }))),
    // Running something else.
    ...on("*", "ecs:RegisterTaskDefinition"),
    ...on(arn("ecs", `task-definition/${deployed.name}-${service}:1`), "ecs:RunTask"),
    ...on(arn("ecs", `service/${deployed.name}/${service}`), "ecs:UpdateService", "ecs:DeleteService"),
    ...on(arn("ecs", `task/${deployed.name}/0123456789abcdef`), "ecs:ExecuteCommand", "ecs:StopTask"),
    // Keeping others' tasks alive.
    ...[service, ...others, "other"].flatMap((name) =>
      protection(arn("ecs", `task/${deployed.name}/0123456789abcdef`), name),
    ),
    ...protection(arn("ecs", `task/${deployed.name}-2/0123`), service),
    ...protection(arn("ecs", "task/other/0123"), service),
    ...on(arn("ec2", "instance/i-1"), "ec2:TerminateInstances", "ec2:StopInstances"),
    ...on(arn("ssm", "document/AWS-RunShellScript"), "ssm:SendCommand"),
    ...on(arn("lambda", "function:any"), "lambda:InvokeFunction", "lambda:CreateFunction"),
    // Opening the network.
    ...on(arn("ec2", "security-group/sg-1"), "ec2:AuthorizeSecurityGroupIngress", "ec2:DeleteSecurityGroup"),
    ...(Object.hasOwn(functions, service)
      ? ["CreateNetworkInterface", "DeleteNetworkInterface", "AssignPrivateIpAddresses"].map((action) => ({
          action: `ec2:${action}`,
          resource: arn("ec2", "network-interface/eni-1"),
          context: code,
        }))
      : []),
    ...on(arn("ec2", "vpc/vpc-1"), "ec2:DeleteVpc", "ec2:CreateVpcPeeringConnection"),
    ...on("arn:aws:route53:::hostedzone/Z1", "route53:ChangeResourceRecordSets", "route53:DeleteHostedZone"),
    // Reading or losing what is everyone's: Terraform's states, keys, logs, images.
    ...on(`arn:aws:s3:::${bucket}/${key}`, "s3:GetObject", "s3:PutObject", "s3:DeleteObject"),
    ...on(arn("kms", "key/1"), "kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:CreateGrant", "kms:Decrypt"),
    ...on(arn("logs", `log-group:/${deployed.name}/${service}`), "logs:DeleteLogGroup", "logs:FilterLogEvents"),
    ...on(arn("ecr", `repository/${deployed.environment.system}/any`), "ecr:PutImage", "ecr:DeleteRepository"),
    ...on(arn("cloudtrail", "trail/any"), "cloudtrail:StopLogging", "cloudtrail:DeleteTrail"),
    ...on(arn("rds-db", "dbuser:any/postgres"), "rds-db:connect"),
    ...on("*", "s3:ListAllMyBuckets", "secretsmanager:ListSecrets", "secretsmanager:BatchGetSecretValue"),
    ...on(arn("secretsmanager", "secret:any-AAAAAA"), "secretsmanager:GetSecretValue", "secretsmanager:CreateSecret"),
  ];
}

/** Protecting a task of a service, which its tag tells. */
function protection(resource: string, service: string): Request[] {
  const context = { "aws:ResourceTag/Service": service };
  return on(resource, "ecs:GetTaskProtection", "ecs:UpdateTaskProtection").map((one) => ({ ...one, context }));
}

function on(resource: string, ...actions: string[]): Request[] {
  return actions.map((action) => ({ action, resource }));
}
