import { UserPool, type UserPoolProps } from "../../modules/cognito/user-pool";
import { UserPoolClient } from "../../modules/cognito/user-pool-client";
import { UserPoolDomain } from "../../modules/cognito/user-pool-domain";
import { made } from "./made";

const people: UserPoolProps = {
  name: "shop-prod-people",
  signIn: ["email"],
  selfSignUp: false,
  mfa: "optional",
  passwordLength: 12,
  invitationDays: 7,
  guarded: true,
};
const poolOf = (props: Partial<UserPoolProps> = {}) =>
  made((scope) => new UserPool(scope, "people", { ...people, ...props })).one("aws_cognito_user_pool");

describe("a user pool", () => {
  const pool = poolOf();

  it("refuses to be deleted, in AWS and in Terraform", () => {
    expect(pool).toMatchObject({ deletion_protection: "ACTIVE", lifecycle: { prevent_destroy: true } });
    expect(poolOf({ guarded: false })).toMatchObject({ deletion_protection: "INACTIVE" });
  });
  it("lets nobody make an account for themselves", () => {
    expect(pool["admin_create_user_config"]).toEqual({ allow_admin_create_user_only: true });
    expect(poolOf({ selfSignUp: true })["admin_create_user_config"]).toEqual({ allow_admin_create_user_only: false });
  });
  it("takes authenticator applications as a second factor, and never text messages", () => {
    expect(pool).toMatchObject({ mfa_configuration: "OPTIONAL", software_token_mfa_configuration: { enabled: true } });
    expect(pool).not.toHaveProperty("sms_configuration");
    expect(poolOf({ mfa: "required" })["mfa_configuration"]).toBe("ON");
    expect(poolOf({ mfa: "off" })).not.toHaveProperty("software_token_mfa_configuration");
  });
  it("asks for long passwords of every kind of character, and for new ones after an invitation", () =>
    expect(pool["password_policy"]).toEqual({
      minimum_length: 12,
      require_lowercase: true,
      require_numbers: true,
      require_symbols: true,
      require_uppercase: true,
      temporary_password_validity_days: 7,
    }));
  it("verifies addresses, also a new one before it takes the place of the old one", () => {
    expect(pool["auto_verified_attributes"]).toEqual(["email"]);
    expect(pool["user_attribute_update_settings"]).toEqual({
      attributes_require_verification_before_update: ["email"],
    });
  });
  it("gives an account back by its verified address only", () =>
    expect(pool["account_recovery_setting"].recovery_mechanism).toEqual([{ name: "verified_email", priority: 1 }]));
  it.each([
    [["email"], ["email"], undefined],
    [["username"], undefined, undefined],
    [["username", "email"], undefined, ["email"]],
  ] as const)("that is signed in to with %j has these names, in whatever case", (signIn, usernames, aliases) => {
    const { username_attributes, alias_attributes, username_configuration } = poolOf({ signIn }) as Record<string, any>;
    expect([username_attributes, alias_attributes]).toEqual([usernames, aliases]);
    expect(username_configuration).toEqual({ case_sensitive: false });
  });
  it("writes from the sender that it is given", () => {
    expect(pool).not.toHaveProperty("email_configuration");
    const sender = {
      from: "hello@example.org",
      identityArn: "arn:aws:ses:eu-central-1:111111111111:identity/example.org",
    };
    expect(poolOf({ sender })["email_configuration"]).toEqual({
      email_sending_account: "DEVELOPER",
      from_email_address: "hello@example.org",
      source_arn: sender.identityArn,
    });
  });
});

describe("a client of a user pool", () => {
  const client = made(
    (scope) =>
      new UserPoolClient(scope, "web", {
        name: "web",
        userPoolId: "eu-central-1_abc",
        callbacks: ["https://www.example.org/login"],
        logouts: [],
        scopes: ["openid", "email"],
        signedInFor: 2_592_000,
      }),
  ).one("aws_cognito_user_pool_client");

  it("has no secret, which would be in the state", () => expect(client["generate_secret"]).toBe(false));
  it("signs users in by the authorization code flow on the pool's pages, and in no other way", () =>
    expect(client).toMatchObject({
      allowed_oauth_flows_user_pool_client: true,
      allowed_oauth_flows: ["code"],
      explicit_auth_flows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      supported_identity_providers: ["COGNITO"],
    }));
  it("does not tell who has an account", () => expect(client["prevent_user_existence_errors"]).toBe("ENABLED"));
  it("can have its tokens revoked", () => expect(client["enable_token_revocation"]).toBe(true));
  it("gives tokens that are valid for an hour, and can be renewed for 30 days", () => {
    expect(client).toMatchObject({
      access_token_validity: 60,
      id_token_validity: 60,
      refresh_token_validity: 2_592_000,
    });
    expect(client["token_validity_units"]).toEqual([
      { access_token: "minutes", id_token: "minutes", refresh_token: "seconds" },
    ]);
  });
});

describe("the pages of a user pool", () => {
  const pages = (own?: { certificateArn: string; zoneId: string }) =>
    made(
      (scope) =>
        new UserPoolDomain(scope, "pages", { userPoolId: "pool", domain: own ? "auth.shop.org" : "shop", own }),
    );

  it("are the classic ones, which need no design to be seen", () =>
    expect(pages().one("aws_cognito_user_pool_domain")).toMatchObject({ domain: "shop", managed_login_version: 1 }));
  it("have a name in our zone if the host is ours", () => {
    expect(pages().all("aws_route53_record")).toEqual({});
    const own = pages({ certificateArn: "arn:certificate", zoneId: "Z1" });
    expect(own.one("aws_cognito_user_pool_domain")["certificate_arn"]).toBe("arn:certificate");
    expect(own.one("aws_route53_record")).toMatchObject({
      name: "auth.shop.org",
      zone_id: "Z1",
      alias: { evaluate_target_health: false },
    });
  });
});
