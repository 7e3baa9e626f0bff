import { type KindName, kindOf } from "../../kinds/core/sections";
import { type User, usersOf } from "../../kinds/core/users";
import { containersOf } from "../../kinds/service/containers";
import type { Level } from "../../kinds/service/settings";
import type { Request, Role } from "./simulator/simulator";
import { readPolicy, roleAt } from "./simulator/simulator";
import type { Thing } from "./thing";
import { thingsOf } from "./things";
import type { Deployed } from "./world";
import { written } from "./written";

/** The role that a service's containers have. */
export function taskRole({ values, stacks, environment }: Deployed, service: string): Role {
  if (environment.services[service]!.keepRole) {
    const kept = roleAt(values, stacks.data, `${service}_role`);
    const { policy } = stacks.service.one("aws_iam_role_policy", `${service}_task_role_policy`);
    return { ...kept, policies: [...kept.policies, readPolicy(values.text(stacks.service, policy))] };
  }
  return roleAt(values, stacks.service, `${service}_task_role_role`);
}

/** The role with which ECS starts a service's tasks. */
export function executionRole({ values, stacks }: Deployed, service: string): Role {
  return roleAt(values, stacks.service, `${service}_task_execution_role`);
}

/** The role that a function has. */
export function functionRole({ values, stacks }: Deployed, name: string): Role {
  return roleAt(values, stacks.service, `${name}_role_role`);
}

/** The role with which something of the manifest does what it does. */
export function ownRole(deployed: Deployed, user: string): Role {
  const isFunction = Object.hasOwn(deployed.environment.functions, user);
  return isFunction ? functionRole(deployed, user) : taskRole(deployed, user);
}

/** What something of the manifest says that it uses. */
export function usesOf({ environment }: Deployed, user: string): User["uses"] {
  return usersOf(environment).find(({ name }) => name === user)!.uses;
}

/** Environment variables of a function, or of all containers of a service, as the manifest has them. */
export function variablesOf({ environment }: Deployed, user: string): string[] {
  const { functions, services } = environment;
  if (Object.hasOwn(functions, user)) return Object.values(functions[user]!.environment);
  const containers = Object.values(containersOf(user, services[user]!));
  return containers.flatMap((container) => Object.values(container.environment));
}

/** Whether an application reads a secret itself: then it is told where the secret is. */
function readsItself(deployed: Deployed, service: string, { kind, name }: Thing): boolean {
  const where = kind === "secret" ? `\${${name}.arn}` : `\${${name}.secret.arn}`;
  return variablesOf(deployed, service).some((text) => text.includes(where));
}

const SECRETIVE = ["database", "extra database", "secret"];

/** What one line of `uses` stands for. */
function granted(deployed: Deployed, service: string, thing: Thing, level: Level): readonly Request[] {
  if (typeof level !== "string") {
    return Object.entries(level).flatMap(([prefix, one]) => thing.under!(prefix).levels[one]!);
  }
  if (SECRETIVE.includes(thing.kind) && level !== "rotate" && !readsItself(deployed, service, thing)) return [];
  const requests = thing.levels[level];
  if (!requests) throw new Error(`nothing says what "${level}" of a ${thing.kind} stands for; add it to things.ts`);
  return requests;
}

/** What `exec: true` stands for. */
function execRequests({ values, stacks }: Deployed): Request[] {
  const log = values.attribute(stacks.service, "aws_cloudwatch_log_group.ecs_cluster_exec-log_group", "arn");
  const channels = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"];
  return [
    ...channels.map((channel) => ({ action: `ssmmessages:${channel}`, resource: "*" })),
    { action: "logs:DescribeLogGroups", resource: "*" },
    { action: "logs:DescribeLogStreams", resource: log },
    { action: "logs:CreateLogStream", resource: `${log}:log-stream:session` },
    { action: "logs:PutLogEvents", resource: `${log}:log-stream:session` },
  ];
}

/** What `protection: true` stands for: tasks of this service, in its own cluster. */
function protectionRequests({ name, region, account }: Deployed, service: string): Request[] {
  const resource = `arn:aws:ecs:${region}:${account}:task/${name}/0123456789abcdef`;
  const context = { "aws:ResourceTag/Service": service };
  return ["ecs:GetTaskProtection", "ecs:UpdateTaskProtection"].map((action) => ({ action, resource, context }));
}

/** What Lambda does with the role of a function: logs, dead letters, messages of queues, and network interfaces. */
function lambdaRequests(
  { values, stacks, environment, region, account, name: prefix }: Deployed,
  name: string,
): Request[] {
  const queue = (address: string) => values.attribute(stacks.data, `aws_sqs_queue.${address}`, "arn");
  const stream = `arn:aws:logs:${region}:${account}:log-group:/${prefix}/${name}:log-stream:a/b/c`;
  const { triggers, uses } = environment.functions[name]!;
  const polled = triggers.flatMap((trigger) => ("queue" in trigger ? queue(`${trigger.queue}_queue`) : []));
  const interfaces = `arn:aws:ec2:${region}:${account}:network-interface/eni-0123456789abcdef0`;
  const change = [
    "AssignPrivateIpAddresses",
    "CreateNetworkInterface",
    "DeleteNetworkInterface",
    "UnassignPrivateIpAddresses",
  ];
  const see = ["DescribeNetworkInterfaces", "DescribeSubnets"];
  const joins = Object.keys(uses).some((used) => NETWORKED.includes(kindOf(environment, used)!));
  return [
    ...["CreateLogStream", "PutLogEvents"].map((action) => ({ action: `logs:${action}`, resource: stream })),
    { action: "sqs:SendMessage", resource: queue(`${name}_dead-letters`) },
    ...polled.flatMap((resource) =>
      ["DeleteMessage", "GetQueueAttributes", "ReceiveMessage"].map((action) => ({
        action: `sqs:${action}`,
        resource,
      })),
    ),
    ...(joins ? change.map((action) => ({ action: `ec2:${action}`, resource: interfaces })) : []),
    ...(joins ? see.map((action) => ({ action: `ec2:${action}`, resource: "*" })) : []),
  ];
}

/** Kinds that are reached through the network. */
export const NETWORKED: readonly KindName[] = ["database", "extra database", "cache", "service"];

/** All that a service or function must be able to do, because the manifest says so. */
export async function duties(deployed: Deployed, service: string): Promise<Request[]> {
  const uses = usesOf(deployed, service);
  const { exec, scale } = deployed.environment.services[service] ?? {};
  const used = thingsOf(deployed).filter(({ name }) => Object.hasOwn(uses, name));
  const permissions = await Promise.all(
    Object.keys(uses)
      .filter((name) => Object.hasOwn(deployed.environment.permissions, name))
      .map((name) => written(deployed, name)),
  );
  return [
    ...used.flatMap((thing) => granted(deployed, service, thing, uses[thing.name]!)),
    ...permissions.flatMap((statements) => statements.flatMap((statement) => statement.requests)),
    ...(exec ? execRequests(deployed) : []),
    ...(scale?.protection ? protectionRequests(deployed, service) : []),
    ...(Object.hasOwn(deployed.environment.functions, service) ? lambdaRequests(deployed, service) : []),
  ];
}
