import type { Environment } from "../../manifest/schema/environment";
import type { Statement } from "../../modules/policy";
import { type Grant, permissionsOnly, sid } from "./access";

/** Reading one secret. One that we made is readable only as long as it carries this environment's tags. */
export function readSecret(purpose: string, arn: string, owner?: Environment): Statement {
  return {
    sid: sid(purpose),
    actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
    resources: [arn],
    conditions: owner && {
      StringEquals: { "aws:ResourceTag/System": owner.system, "aws:ResourceTag/Environment": owner.name },
    },
  };
}

/** The value of a secret, if the application asks for it by ARN; else ECS hands it over and the role needs nothing. */
export const secret: Grant = (name, _level, { environment, data, readByArn }) => {
  if (!readByArn.has(name)) return permissionsOnly();
  const owner = environment.secrets[name]!.existing ? undefined : environment;
  return permissionsOnly(readSecret(`Read ${name}`, data(`${name}_arn`), owner));
};

/**
 * Denies the secrets of every other environment: those that carry an environment's tag, and not this one's. It holds
 * whatever else a role may be given.
 */
export function denyOtherEnvironments({ system, name }: Environment): Statement[] {
  const secrets = {
    effect: "Deny" as const,
    actions: ["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue"],
    resources: ["*"],
  };
  const tagged = (tag: string, value: string) => ({
    StringNotEquals: { [`aws:ResourceTag/${tag}`]: value },
    Null: { [`aws:ResourceTag/${tag}`]: "false" },
  });
  return [
    { sid: "NoOtherEnvironmentsSecrets", ...secrets, conditions: tagged("Environment", name) },
    { sid: "NoOtherSystemsSecrets", ...secrets, conditions: tagged("System", system) },
  ];
}
