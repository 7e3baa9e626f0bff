import { CognitoUserPoolDomain } from "@cdktf/provider-aws/lib/cognito-user-pool-domain";
import { Construct } from "constructs";
import { DnsAlias } from "../route53/dns-alias";

export interface UserPoolDomainProps {
  /** Id of the pool whose pages these are. */
  readonly userPoolId: string;
  /** A prefix of Cognito's own domain, or a host of one's own. */
  readonly domain: string;
  /** What a host of one's own needs: a certificate in us-east-1 and the zone that the host is in. @default - a prefix */
  readonly own?: { readonly certificateArn: string; readonly zoneId: string };
}

/** Cognito's pages for signing in, in their classic form: the newer one shows nothing until somebody has designed it. */
export class UserPoolDomain extends Construct {
  constructor(scope: Construct, id: string, props: UserPoolDomainProps) {
    super(scope, id);
    const domain = new CognitoUserPoolDomain(this, "domain", {
      userPoolId: props.userPoolId,
      domain: props.domain,
      certificateArn: props.own?.certificateArn,
      managedLoginVersion: 1,
    });
    if (!props.own) return;
    new DnsAlias(this, "name", {
      zoneId: props.own.zoneId,
      host: props.domain,
      target: { dnsName: domain.cloudfrontDistribution, zoneId: domain.cloudfrontDistributionZoneId },
      checksHealth: false,
    });
  }
}
