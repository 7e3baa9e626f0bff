import { type Grant, permissionsOnly, sid } from "../../core/contexts/access";

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
