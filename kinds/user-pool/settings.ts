import { z } from "zod";
import { days, durationWithin } from "../../language/types/duration";
import { hostName, resourceName } from "../../language/types/name";

/** Region in which Cognito and CloudFront look for certificates, wherever the rest is (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html). */
export const CERTIFICATE_REGION = "us-east-1";

/** Limits of Cognito: https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const MOST_URLS = 100;
const LONGEST_URL = 1024;

/** What Cognito takes as a callback: HTTPS, or HTTP on a developer's own machine (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html). */
function isCallback(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOwnMachine = url?.protocol === "http:" && url.hostname === "localhost";
  return (url?.protocol === "https:" || isOwnMachine) && !/[*#\s]/.test(text) && text.length <= LONGEST_URL;
}

const address = z
  .string()
  .refine(
    isCallback,
    "cannot be returned to; write a whole address with https:// (or http://localhost), without * and #",
  )
  .meta({ title: "address", examples: ["https://app.example.org/login"] });

/** An application that users sign in to. */
const client = z.strictObject({
  callbacks: z
    .array(address)
    .min(1, "needs at least one address")
    .max(MOST_URLS)
    .describe("Addresses to which users come back after they have signed in, as the application sends them."),
  logouts: z
    .array(address)
    .max(MOST_URLS)
    .default([])
    .describe("Addresses to which users come back after they have signed out."),
  scopes: z
    .array(z.enum(["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"]))
    .min(1, "needs at least one scope, such as openid")
    .default(["openid", "email"])
    .describe("What the application may be told of a person."),
  signedInFor: durationWithin("1h", "3650d", "Cognito")
    .prefault("30d")
    .describe("Time after which users must sign in anew, 1h to 3650d; until then the application renews its tokens."),
});

const hosted = z
  .strictObject({
    prefix: z
      .string()
      .regex(
        /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
        "is not a prefix; use at most 63 lower-case letters, digits and hyphens",
      )
      .refine((prefix) => !/aws|amazon|cognito/.test(prefix), "must not contain aws, amazon or cognito")
      .optional()
      .describe("The pages are at `<prefix>.auth.<region>.amazoncognito.com`; nobody else in the region may have it."),
    domain: hostName
      .max(63, "is too long; Cognito takes at most 63 characters")
      .optional()
      .describe(
        "The pages are at this host, in place of a `prefix`. The domain above it must have an A record before: Cognito asks for one (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html).",
      ),
    certificate: z
      .strictObject({
        existing: z.string().describe("Domain name of a certificate that ACM has issued already in us-east-1."),
      })
      .optional()
      .describe("Certificate of the `domain`; by default one is requested in us-east-1 and validated by DNS."),
  })
  .describe("Cognito's own pages for signing in: exactly one of `prefix` and `domain`.");

/** A user pool of Amazon Cognito. */
export const userPool = z.strictObject({
  from: resourceName
    .optional()
    .describe(
      "Environment of this system whose pool is used: that one owns it, and this one only has `clients` of its own in it, and access as its `uses` says.",
    ),
  signIn: z
    .array(z.enum(["email", "username"]))
    .min(1, "needs at least one of email and username")
    .default(["email"])
    .describe(
      "What users sign in with; everybody has an e-mail address in any case. It is fixed when the pool is made: another choice is another, empty pool.",
    ),
  selfSignUp: z
    .boolean()
    .default(false)
    .describe("Let everybody make an account for themselves; by default somebody who may `manage` invites them."),
  mfa: z
    .enum(["required", "optional", "off"])
    .default("optional")
    .describe("Second factor, by an authenticator application (TOTP); `off` opts out."),
  password: z
    .strictObject({
      length: z
        .number()
        .int()
        .min(6)
        .max(99)
        .default(12)
        .describe("Least characters; small and capital letters, digits and symbols must be among them."),
      invitation: days
        .refine((value) => value <= 365, "is out of range: Cognito takes 1d to 365d")
        .prefault("7d")
        .describe("How long the password in an invitation holds, 1d to 365d."),
    })
    .prefault({})
    .describe("Passwords."),
  sender: z
    .string()
    .optional()
    .describe(
      "Sender in `email` of what Cognito writes; by default Cognito's own, which sends at most 50 mails a day.",
    ),
  hosted: hosted.optional(),
  clients: z
    .record(resourceName, client)
    .default({})
    .describe(
      "Applications that users sign in to: public clients with the authorization code flow and PKCE. They have no client secret, which Terraform would keep in its state.",
    ),
});

export type UserPool = z.infer<typeof userPool>;
