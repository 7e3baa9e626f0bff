import { type Grant, permissionsOnly, sid } from "../../contexts/access";

/** What is done with a queue: a consumer may put a message back too, and who watches sees how many there are. */
const QUEUE: Readonly<Record<string, readonly string[]>> = {
  send: ["SendMessage"],
  receive: ["ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility"],
  watch: [],
};

/** Messages of a queue: sending them, receiving and deleting them, or knowing how many there are. */
export const queue: Grant = (name, level, { data }) =>
  permissionsOnly({
    sid: sid(`${level} ${name}`),
    actions: [...QUEUE[level]!, "GetQueueAttributes", "GetQueueUrl"].map((action) => `sqs:${action}`),
    resources: [data(`${name}_arn`)],
  });

/** Messages to a topic. */
export const topic: Grant = (name, _level, { data }) =>
  permissionsOnly({ sid: sid(`Publish to ${name}`), actions: ["sns:Publish"], resources: [data(`${name}_arn`)] });

/** Mail from one sender. */
export const email: Grant = (name, _level, { environment, account }) =>
  permissionsOnly(
    {
      sid: sid(`Send mail as ${name}`),
      actions: ["ses:SendEmail", "ses:SendRawEmail"],
      // Any identity of the account: in the SES sandbox the recipient's identity is checked too. The sender is fixed.
      resources: [`arn:aws:ses:${environment.region}:${account}:identity/*`],
      conditions: { StringEquals: { "ses:FromAddress": environment.email[name]!.from } },
    },
    // It takes no resource (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html).
    { sid: sid(`Know the quota of ${name}`), actions: ["ses:GetSendQuota"], resources: ["*"] },
  );
