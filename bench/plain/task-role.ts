import { readFileSync } from "node:fs";
import type { BenchEnvironment } from "../environments";
import type { Statement } from "./role";
import { REGION } from "./s3-stack";

/** Policy statements with `${placeholders}`, in a file beside the program. */
type Template = { allow: string[]; on: string[]; when?: object }[];

const template = JSON.parse(readFileSync("permissions.json", "utf8")) as Template;

/** What the provisioner may do, apart from ECS Exec. */
export function taskStatements({ account, domain, variables }: BenchEnvironment, secretArn: string): Statement[] {
  const values: Record<string, string> = {
    account,
    region: REGION,
    "variables.bucket": variables.bucket,
    "domain-secrets.arn": secretArn,
  };
  const fill = (text: string) => text.replace(/\$\{([^}]+)\}/g, (_, name: string) => values[name]!);
  const provisioning = JSON.parse(fill(JSON.stringify(template))) as Template;
  return [
    {
      Sid: "SendMailAsSupport",
      Effect: "Allow",
      Action: ["ses:SendEmail", "ses:SendRawEmail"],
      Resource: [`arn:aws:ses:${REGION}:${account}:identity/*`],
      Condition: { StringEquals: { "ses:FromAddress": `support@mail.${domain}` } },
    },
    { Sid: "KnowTheQuotaOfSupport", Effect: "Allow", Action: ["ses:GetSendQuota"], Resource: ["*"] },
    ...provisioning.map(
      ({ allow, on, when }, index): Statement => ({
        Sid: `Provisioning${index}`,
        Effect: "Allow",
        Action: allow,
        Resource: on,
        Condition: when,
      }),
    ),
  ];
}

/** Keeps a task away from the secrets of other environments and systems. */
export function foreignSecrets(environment: string): Statement[] {
  const deny = (sid: string, tag: string, value: string): Statement => ({
    Sid: sid,
    Effect: "Deny",
    Action: ["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue"],
    Resource: ["*"],
    Condition: {
      StringNotEquals: { [`aws:ResourceTag/${tag}`]: value },
      Null: { [`aws:ResourceTag/${tag}`]: "false" },
    },
  });
  return [
    deny("NoOtherEnvironmentsSecrets", "Environment", environment),
    deny("NoOtherSystemsSecrets", "System", "sliderule"),
  ];
}

/** What ECS Exec takes. */
export function execStatements(logGroupArn: string): Statement[] {
  return [
    {
      Sid: "ExecChannels",
      Effect: "Allow",
      Action: [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      Resource: ["*"],
    },
    { Sid: "FindExecLog", Effect: "Allow", Action: ["logs:DescribeLogGroups"], Resource: ["*"] },
    {
      Sid: "WriteExecLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [logGroupArn, `${logGroupArn}:*`],
    },
  ];
}
