import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { EmailIdentity } from "../../../modules/ses/email-identity";
import { type DataContext, each } from "../../core/contexts/data";
import type { Email } from "../settings";

/** Identities that mail is sent from, where they are made here. */
export function makeIdentities(context: DataContext): void {
  each(context.environment.email, (name, settings) => addEmail(context, name, settings));
}

function addEmail(context: DataContext, name: string, { identity, zone }: Email): void {
  if (!zone) return;
  const { zoneId } = new DataAwsRoute53Zone(context.scope, `${name}_zone`, { name: zone, privateZone: false });
  new EmailIdentity(context.scope, name, { domain: identity, zoneId });
}
