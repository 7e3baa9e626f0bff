import type { Statement } from "../../../modules/iam/policy";
import { type Grant, permissionsOnly, sid } from "../../core/contexts/access";
import type { Environment } from "../../core/environment";
import { secretOutputs } from "../outputs";

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

/** Giving one secret new values: a version is staged, and becomes the current one once what it opens knows it. */
function rotateSecret(purpose: string, arn: string, owner?: Environment): Statement {
  const actions = ["PutSecretValue", "UpdateSecretVersionStage"].map((action) => `secretsmanager:${action}`);
  return { ...readSecret(purpose, arn, owner), actions };
}

/** A random password takes no resource (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html). */
function randomPassword(purpose: string): Statement {
  return { sid: sid(purpose), actions: ["secretsmanager:GetRandomPassword"], resources: ["*"] };
}

/** The value of a secret, if the application asks for it by ARN or rotates it; else ECS hands it over and the role needs nothing. */
export const secret: Grant = (name, level, { environment, data, readByArn }) => {
  const owner = environment.secrets[name]!.existing ? undefined : environment;
  const isRotated = level === "rotate";
  if (!isRotated && !readByArn.has(name)) return permissionsOnly();
  const arn = data(secretOutputs(name).arn);
  return permissionsOnly(
    readSecret(`Read ${name}`, arn, owner),
    ...(isRotated ? [rotateSecret(`Rotate ${name}`, arn, owner), randomPassword(`Make a password for ${name}`)] : []),
  );
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
