import { anonymousPrincipal, runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import type { Arguments, Template } from "../../stacks/template";
import { type Values, whereIs } from "../values";
import { mightDo, policiesAbout } from "./might";

/** Something that is asked of AWS. */
export interface Request {
  readonly action: string;
  /** ARN, or `*` for actions that take no resource. */
  readonly resource: string;
  /** Condition keys that AWS knows of the request and the resource. */
  readonly context?: Record<string, string>;
}

/** A role with its policies, as AWS will have them. */
export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly trust: Arguments;
  readonly policies: readonly Arguments[];
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
  readonly boundary: string | undefined;
}

/** All requests come over TLS, as every SDK's do, unless a test says otherwise. */
const TLS = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3" };

const EVERYTHING = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };

/** The role of a stack with this name in its address, `aws_iam_role.<name>`. */
export function roleAt(values: Values, stack: Template, name: string): Role {
  const args = stack.one("aws_iam_role", name);
  const mine = (type: string) =>
    Object.values(stack.all(type)).filter(({ role }) => role === `\${aws_iam_role.${name}.name}`);
  return {
    arn: values.attribute(stack, `aws_iam_role.${name}`, "arn"),
    name: values.attribute(stack, `aws_iam_role.${name}`, "name"),
    account: whereIs(stack).account,
    trust: readPolicy(values.text(stack, args["assume_role_policy"])),
    policies: mine("aws_iam_role_policy").map(({ policy }) => readPolicy(values.text(stack, policy))),
    attached: mine("aws_iam_role_policy_attachment").map((attachment) => attachment["policy_arn"]),
    boundary: args["permissions_boundary"],
  };
}

/**
 * A policy as the simulator takes it. That does not know that a type of resource may be a wildcard, as in
 * `arn:aws:ec2:us-east-1:111122223333:*\/*`, which AWS documents
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html); without the slash it does.
 */
export function readPolicy(text: string): Arguments {
  return JSON.parse(text.replaceAll(':*/*"', ':*"'));
}

/** Every role of a stack. */
export function rolesOf(values: Values, stack: Template): Role[] {
  return Object.keys(stack.all("aws_iam_role")).map((name) => roleAt(values, stack, name));
}

/** Requests that the simulator has understood: that the action exists, and takes such a resource. */
const understood = new Set<string>();

/**
 * Whether a role's policies allow a request. A simulation takes 1 ms and every role is asked about everything, so what
 * the simulator understands is not simulated for a role in which no statement allows the action on the resource under
 * any condition: IAM denies it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
export async function mayDo(role: Role, request: Request): Promise<boolean> {
  const words = `${request.action} on ${request.resource}`;
  if (understood.has(words) && !mightDo(role, request)) return false;
  const answer = await simulate({ ...role, policies: policiesAbout(request.action, role.policies) }, request);
  understood.add(words);
  return answer;
}

/** What the simulator says a role's policies allow, however long it takes. */
export function simulate(role: Role, request: Request): Promise<boolean> {
  const identityPolicies = role.policies.map((policy, index) => ({
    name: String(index),
    policy,
  }));
  return isAllowed(role.arn, role.account, request, { identityPolicies });
}

/**
 * Whether a resource's own policy lets somebody do something: a user or role that may do everything as far as its own
 * policies go, an AWS service, or, without a principal, anybody at all.
 */
export function mayAnybody(
  principal: string | undefined,
  request: Request,
  resourcePolicy: Arguments,
  account: string,
): Promise<boolean> {
  const identityPolicies = principal?.startsWith("arn:") ? [{ name: "everything", policy: EVERYTHING }] : [];
  return isAllowed(principal, account, request, { identityPolicies, resourcePolicy });
}

async function isAllowed(
  principal: string | undefined,
  account: string,
  { action, resource, context }: Request,
  policies: Pick<Simulation, "identityPolicies" | "resourcePolicy">,
): Promise<boolean> {
  const answer = await runSimulation(
    {
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...policies,
      request: {
        principal: principal ?? anonymousPrincipal,
        action,
        resource: { resource, accountId: resource.split(":")[4] || account },
        contextVariables: { ...TLS, ...context },
      },
    },
    {},
  );
  if (answer.resultType === "error") {
    throw new Error(`${action} on ${resource} cannot be simulated: ${JSON.stringify(answer.errors)}`);
  }
  return answer.overallResult === "Allowed";
}

/** The requests of a list that are allowed, or that are not, in words. */
export async function thatAre(
  wanted: "allowed" | "denied",
  requests: readonly Request[],
  may: (request: Request) => Promise<boolean>,
): Promise<string[]> {
  const words: string[] = [];
  for (const request of requests) {
    if ((await may(request)) === (wanted === "allowed")) words.push(`${request.action} on ${request.resource}`);
  }
  return words;
}
