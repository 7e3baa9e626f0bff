import type { KindName } from "../../kinds/core/sections";
import type { Request } from "./simulator/simulator";
import type { Deployed } from "./world";

/** Something that services may use, and what can be asked of it. */
export interface Thing {
  readonly kind: KindName;
  /** Name in the manifest. */
  readonly name: string;
  /** What each level of `uses` stands for; a secret's only if the application reads it itself. */
  readonly levels: Readonly<Record<string, readonly Request[]>>;
  /** What no level stands for. */
  readonly never: readonly Request[];
  /** The same levels of one prefix of a bucket, and what they do not stand for. */
  readonly under?: (prefix: string) => Levels;
}

/** What can be asked of a thing. */
export type Levels = Pick<Thing, "levels" | "never" | "under">;

/** Says what can be asked of a thing of a kind. */
export type Describe = (deployed: Deployed, name: string) => Levels;

/** Several requests of a service to one resource. */
export function requests(
  service: string,
  actions: string,
  resource: string,
  context?: Record<string, string>,
): readonly Request[] {
  return actions.split(" ").map((action) => ({ action: `${service}:${action}`, resource, context }));
}

/** A secret in Secrets Manager, with the tags that it carries. */
export function secretRequests(
  arn: string,
  context: Record<string, string>,
): Record<"read" | "stage" | "never", readonly Request[]> {
  return {
    read: requests("secretsmanager", "GetSecretValue DescribeSecret", arn, context),
    stage: requests("secretsmanager", "PutSecretValue UpdateSecretVersionStage", arn, context),
    never: requests(
      "secretsmanager",
      "UpdateSecret DeleteSecret PutResourcePolicy RotateSecret ListSecretVersionIds",
      arn,
      context,
    ),
  };
}

/** An attribute of a resource in the data layer. */
export function arnOf({ values, stacks }: Deployed, address: string, attribute = "arn"): string {
  return values.attribute(stacks.data, address, attribute);
}

/** The ARN of what is an environment's own, or another one's. */
export function sharedArnOf({ values, stacks }: Deployed, name: string): string {
  return values.text(stacks.data, stacks.data.json["output"][`${name}_arn`].value);
}

/** Tags that a layer puts on everything that it makes. */
export function ownTags({ stacks }: Deployed): Record<string, string> {
  const [{ tags }] = stacks.data.json["provider"].aws[0].default_tags;
  return { "aws:ResourceTag/System": tags.System, "aws:ResourceTag/Environment": tags.Environment };
}
