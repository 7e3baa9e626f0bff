import { DataAwsAcmCertificate } from "@cdktf/provider-aws/lib/data-aws-acm-certificate";
import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { Certificate } from "../../../modules/acm/certificate";
import { UserPool } from "../../../modules/cognito/user-pool";
import { UserPoolClient } from "../../../modules/cognito/user-pool-client";
import { UserPoolDomain } from "../../../modules/cognito/user-pool-domain";
import type { Environment } from "../../core/environment";
import type { UserPool as UserPoolSettings } from "../settings";

export interface UserPoolProps {
  /** Name in AWS. */
  readonly name: string;
  /** The user pool, as the manifest describes it. */
  readonly settings: UserPoolSettings;
  /** The environment, as the manifest describes it. */
  readonly environment: Environment;
  /** Id of the AWS account, twelve digits. */
  readonly account: string;
  /** Refuse to be deleted, in AWS and in Terraform. */
  readonly guarded: boolean;
  /** Provider for us-east-1, where Cognito looks for certificates. @default - the stack's own */
  readonly certificates: () => TerraformProvider | undefined;
}

/** What other layers need to know of a user pool. */
export interface MadeUserPool {
  /** Id in Cognito. */
  readonly id: string;
  /** ARN of the pool. */
  readonly arn: string;
  /** Issuer of its tokens (`iss`), an address. */
  readonly issuer: string;
  /** Address of its pages. @default - it has none */
  readonly url?: string;
  /** Ids of its clients, by name. */
  readonly clientIds: Record<string, string>;
}

/** A user pool as the manifest describes it, with its pages and its clients. */
export function userPool(scope: Construct, id: string, props: UserPoolProps): MadeUserPool {
  const { settings, guarded } = props;
  const pool = new UserPool(scope, id, {
    name: props.name,
    signIn: settings.signIn,
    selfSignUp: settings.selfSignUp,
    mfa: settings.mfa,
    passwordLength: settings.password.length,
    invitationDays: settings.password.invitation,
    sender: senderOf(props),
    guarded,
  });
  return {
    id: pool.id,
    arn: pool.arn,
    issuer: pool.issuer,
    url: pages(scope, `${id}_hosted`, pool.id, props),
    clientIds: userPoolClients(scope, id, { userPoolId: pool.id, clients: settings.clients }),
  };
}

export interface UserPoolClientsProps {
  /** Id in Cognito of the pool that the clients are in. */
  readonly userPoolId: string;
  /** The clients by name, as the manifest describes them. */
  readonly clients: UserPoolSettings["clients"];
  /** Beginning of the clients' names in AWS, where several environments have clients in a pool. @default - none */
  readonly prefix?: string;
}

/** The clients of a user pool; gives their ids, by name. */
export function userPoolClients(
  scope: Construct,
  id: string,
  { userPoolId, clients, prefix = "" }: UserPoolClientsProps,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(clients).map(([name, client]) => {
      const own = { name: `${prefix}${name}`, userPoolId, ...client };
      return [name, new UserPoolClient(scope, `${id}_client_${name}`, own).id];
    }),
  );
}

function senderOf({ settings, environment, account }: UserPoolProps) {
  if (settings.sender === undefined) return undefined;
  const { from, identity } = environment.email[settings.sender]!;
  return { from, identityArn: `arn:aws:ses:${environment.region}:${account}:identity/${identity}` };
}

/** Makes the pages for signing in, and gives their address. */
function pages(scope: Construct, id: string, userPoolId: string, props: UserPoolProps): string | undefined {
  const { settings, environment, certificates } = props;
  const { prefix, domain, certificate } = settings.hosted ?? {};
  if (prefix) {
    new UserPoolDomain(scope, id, { userPoolId, domain: prefix });
    return `https://${prefix}.auth.${environment.region}.amazoncognito.com`;
  }
  if (!domain) return undefined;
  const zoneName = environment.loadBalancer.zone ?? environment.domain;
  const { zoneId } = new DataAwsRoute53Zone(scope, `${id}_zone`, { name: zoneName, privateZone: false });
  const provider = certificates();
  const { arn: certificateArn } = certificate
    ? new DataAwsAcmCertificate(scope, `${id}_certificate`, {
        domain: certificate.existing,
        types: ["AMAZON_ISSUED"],
        statuses: ["ISSUED"],
        mostRecent: true,
        provider,
      })
    : new Certificate(scope, `${id}_certificate`, { hosts: [domain], zoneId, provider });
  new UserPoolDomain(scope, id, { userPoolId, domain, own: { certificateArn, zoneId } });
  return `https://${domain}`;
}
