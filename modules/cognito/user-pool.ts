import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { Construct } from "constructs";

export interface UserPoolProps {
  /** At most 128 characters (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html). */
  readonly name: string;
  /** What users sign in with; Cognito fixes it when the pool is made. */
  readonly signIn: readonly ("email" | "username")[];
  /** Let everybody make an account. */
  readonly selfSignUp: boolean;
  /** Whether a second factor is asked for. */
  readonly mfa: "required" | "optional" | "off";
  /** Least characters of a password, 6 to 99. */
  readonly passwordLength: number;
  /** Days that the password in an invitation holds. */
  readonly invitationDays: number;
  /** Address that mails come from, and the ARN of its identity in SES. @default - Cognito's own address */
  readonly sender?: { readonly from: string; readonly identityArn: string };
  /** Refuse to be deleted, in AWS and in Terraform. */
  readonly guarded: boolean;
}

const MFA = { required: "ON", optional: "OPTIONAL", off: "OFF" } as const;

/** A user pool in Cognito: e-mail addresses are verified, names are the same in small and capital letters. */
export class UserPool extends Construct {
  readonly id: string;
  readonly arn: string;
  /** Issuer of its tokens, as OpenID Connect has it. */
  readonly issuer: string;

  constructor(scope: Construct, id: string, props: UserPoolProps) {
    super(scope, id);
    const byName = props.signIn.includes("username");
    const byEmail = props.signIn.includes("email");
    const pool = new CognitoUserPool(this, "pool", {
      name: props.name,
      // Cognito's choice for new pools, written down so that a plan shows when it changes.
      userPoolTier: "ESSENTIALS",
      usernameAttributes: byName ? undefined : ["email"],
      aliasAttributes: byName && byEmail ? ["email"] : undefined,
      usernameConfiguration: { caseSensitive: false },
      // Without an address nobody could recover an account. The lengths are Cognito's own; left out, every plan had them.
      schema: [
        {
          name: "email",
          attributeDataType: "String",
          required: true,
          mutable: true,
          stringAttributeConstraints: { minLength: "0", maxLength: "2048" },
        },
      ],
      autoVerifiedAttributes: ["email"],
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ["email"] },
      accountRecoverySetting: { recoveryMechanism: [{ name: "verified_email", priority: 1 }] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: !props.selfSignUp },
      passwordPolicy: {
        minimumLength: props.passwordLength,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
        temporaryPasswordValidityDays: props.invitationDays,
      },
      mfaConfiguration: MFA[props.mfa],
      softwareTokenMfaConfiguration: props.mfa === "off" ? undefined : { enabled: true },
      emailConfiguration: props.sender && {
        emailSendingAccount: "DEVELOPER",
        fromEmailAddress: props.sender.from,
        sourceArn: props.sender.identityArn,
      },
      deletionProtection: props.guarded ? "ACTIVE" : "INACTIVE",
      lifecycle: { preventDestroy: props.guarded },
    });
    this.id = pool.id;
    this.arn = pool.arn;
    this.issuer = `https://${pool.endpoint}`;
  }
}
