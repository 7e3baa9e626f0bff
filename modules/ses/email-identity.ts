import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Sesv2EmailIdentity } from "@cdktf/provider-aws/lib/sesv2-email-identity";
import { Fn } from "cdktf";
import { Construct } from "constructs";

export interface EmailIdentityProps {
  /** Domain that mail is sent from. */
  readonly domain: string;
  /** Id of the Route 53 zone that the domain is in. */
  readonly zoneId: string;
}

/** Keys of Easy DKIM (https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-easy.html). */
const TOKENS = 3;

/** A domain in SES, proved to be ours by the DKIM keys that receivers check its mail with. */
export class EmailIdentity extends Construct {
  constructor(scope: Construct, id: string, props: EmailIdentityProps) {
    super(scope, id);
    const identity = new Sesv2EmailIdentity(this, "identity", {
      emailIdentity: props.domain,
      dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
    });
    for (let index = 0; index < TOKENS; index += 1) {
      const token = Fn.element(identity.dkimSigningAttributes.tokens, index);
      new Route53Record(this, `dkim-${index + 1}`, {
        zoneId: props.zoneId,
        name: `${token}._domainkey.${props.domain}`,
        type: "CNAME",
        ttl: 300,
        records: [`${token}.dkim.amazonses.com`],
      });
    }
  }
}
