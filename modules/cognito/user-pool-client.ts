import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { Construct } from "constructs";

export interface UserPoolClientProps {
  /** Name of the client, as Cognito shows it. */
  readonly name: string;
  /** Id of the pool that the client is in. */
  readonly userPoolId: string;
  /** Addresses to come back to after signing in. */
  readonly callbacks: string[];
  /** Addresses to come back to after signing out. */
  readonly logouts: string[];
  /** Scopes of OAuth 2.0. */
  readonly scopes: string[];
  /** Seconds until users must sign in anew. */
  readonly signedInFor: number;
}

/** Minutes that access and id tokens are valid, which is Cognito's own default. */
const TOKEN_MINUTES = 60;

/**
 * An application that users sign in to on the pool's pages: a public client with the authorization code flow, to be
 * used with PKCE. A client secret would be in Terraform's state, so there is none.
 */
export class UserPoolClient extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: UserPoolClientProps) {
    super(scope, id);
    const client = new CognitoUserPoolClient(this, "app", {
      name: props.name,
      userPoolId: props.userPoolId,
      generateSecret: false,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: props.scopes,
      supportedIdentityProviders: ["COGNITO"],
      // Left out, Cognito would let applications ask for passwords themselves.
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      callbackUrls: props.callbacks,
      logoutUrls: props.logouts,
      accessTokenValidity: TOKEN_MINUTES,
      idTokenValidity: TOKEN_MINUTES,
      refreshTokenValidity: props.signedInFor,
      tokenValidityUnits: [{ accessToken: "minutes", idToken: "minutes", refreshToken: "seconds" }],
      enableTokenRevocation: true,
      preventUserExistenceErrors: "ENABLED",
    });
    this.id = client.id;
  }
}
