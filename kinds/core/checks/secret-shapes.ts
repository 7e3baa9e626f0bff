/** What secrets of one kind look like, whatever they are called. */
export interface SecretShape {
  /** What it is, as people call it. */
  readonly what: string;
  readonly pattern: RegExp;
}

/** Shapes that are nothing else; each with who says what it looks like. */
export const SECRET_SHAPES: readonly SecretShape[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  { what: "an access key of AWS", pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/ },
  // https://www.rfc-editor.org/rfc/rfc7468#section-10
  { what: "a private key", pattern: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/ },
  // https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1
  { what: "an address with a password", pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@?#]*:(?!\$\{)[^\s/@?#]+@/i },
  // https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING
  {
    what: "a password in a connection or a command",
    pattern: /(?:^|[^a-z])(?:password|passwd|pwd|passphrase|api[_-]?key|client[_-]secret)=(?![$<\s]|%[^2])[^\s;&"']+/i,
  },
  // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats
  { what: "a token of GitHub", pattern: /\b(?:gh[opsur]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})/ },
  // https://docs.gitlab.com/security/tokens/#token-prefixes
  {
    what: "a token of GitLab",
    pattern: /\b(?:gl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat)|glrtr)-[A-Za-z0-9_-]{20,}/,
  },
  // https://docs.slack.dev/authentication/tokens and https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
  {
    what: "a token of Slack",
    pattern: /\b(?:xox[abeprs]|xapp)-[A-Za-z0-9-]{10,}|hooks\.slack\.com\/services\/T[A-Z0-9]+\/B[A-Z0-9]+\//,
  },
  // https://docs.stripe.com/keys and https://docs.stripe.com/webhooks#verify-official-libraries
  { what: "a key of Stripe", pattern: /\b(?:[rs]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/]{20,})/ },
  // https://cloud.google.com/docs/authentication/api-keys
  { what: "a key of Google", pattern: /\b(?:AIza[0-9A-Za-z_-]{35}|GOCSPX-[0-9A-Za-z_-]{28})/ },
  // https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/
  { what: "a token of npm", pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  // https://warehouse.pypa.io/development/token-scanning.html
  { what: "a token of PyPI", pattern: /\bpypi-[A-Za-z0-9_-]{50,}/ },
  // https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys
  { what: "a key of SendGrid", pattern: /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/ },
  // https://docs.docker.com/security/access-tokens/
  { what: "a token of Docker", pattern: /\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}/ },
  // https://developer.hashicorp.com/vault/docs/concepts/tokens#token-prefixes
  { what: "a token of Vault", pattern: /\bhv[bsr]\.[A-Za-z0-9_-]{24,}/ },
  // https://platform.openai.com/docs/api-reference/authentication and https://docs.anthropic.com/en/api/getting-started
  { what: "a key of an AI's", pattern: /\bsk-(?:proj|svcacct|ant)-[A-Za-z0-9_-]{20,}/ },
  // https://www.rfc-editor.org/rfc/rfc7519#section-3.1
  { what: "a signed token (JWT)", pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/ },
  // https://www.rfc-editor.org/rfc/rfc7617 and https://www.rfc-editor.org/rfc/rfc6750#section-2.1
  { what: "a header that logs in", pattern: /\b(?:Basic|Bearer) +(?!\$)[A-Za-z0-9+/=._~-]{16,}/ },
];

/** One pass over a text for all of them, since nearly every text has none. */
const ANY = new RegExp(SECRET_SHAPES.map(({ pattern }) => `(?:${pattern.source})`).join("|"), "i");

/** What a text has in it that looks like a secret. */
export function secretShape(text: string): string | undefined {
  return ANY.test(text) ? SECRET_SHAPES.find(({ pattern }) => pattern.test(text))?.what : undefined;
}
