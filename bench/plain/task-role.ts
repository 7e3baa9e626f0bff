import type { BenchEnvironment } from "../environments";
import { boundaryArn } from "./boundary";
import type { Statement } from "./role";
import { REGION } from "./s3-stack";
import { statementsOf } from "./written-policies";

/** What the provisioner may do, apart from ECS Exec. */
export function taskStatements(environment: BenchEnvironment, secretArn: string): Statement[] {
  const { account, domain } = environment;
  const more = { "domain-secrets.arn": secretArn };
  return [
    {
      Sid: "SendMailAsSupport",
      Effect: "Allow",
      Action: ["ses:SendEmail", "ses:SendRawEmail"],
      Resource: [`arn:aws:ses:${REGION}:${account}:identity/*`],
      Condition: { StringEquals: { "ses:FromAddress": `support@mail.${domain}` } },
    },
    { Sid: "KnowTheQuotaOfSupport", Effect: "Allow", Action: ["ses:GetSendQuota"], Resource: ["*"] },
    ...statementsOf("permissions.json", "Provisioning", environment, more, boundaryArn(environment)),
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
