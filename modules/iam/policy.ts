/** A statement of an IAM policy. */
export interface Statement {
  /** What the statement is for, in letters and digits; shown in reviews. @default - none */
  readonly sid?: string;
  /** Whether the actions are allowed or denied. @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** Actions, such as `s3:GetObject`. */
  readonly actions: string[];
  /** ARNs that the statement is about. @default - none, which only a trust policy may have */
  readonly resources?: string[];
  /** Who is allowed or denied, by type of principal. @default - none, which only the policy of an identity may have */
  readonly principals?: Record<string, string | string[]>;
  /** Conditions that must all hold, by operator and key. @default - none */
  readonly conditions?: Record<string, Record<string, string | string[]>>;
}

/** The JSON of an IAM policy document. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({
      Sid: statement.sid,
      Effect: statement.effect ?? "Allow",
      Principal: statement.principals,
      Action: statement.actions,
      Resource: statement.resources,
      Condition: statement.conditions,
    })),
  });
}

/** Denies everything that does not come over TLS 1.2 or later, for the policy of a bucket. */
export function tlsOnly(bucketArn: string): Statement[] {
  const everything = { principals: { AWS: "*" }, actions: ["s3:*"], resources: [bucketArn, `${bucketArn}/*`] };
  return [
    { sid: "TlsOnly", effect: "Deny", ...everything, conditions: { Bool: { "aws:SecureTransport": "false" } } },
    { sid: "Tls12OrLater", effect: "Deny", ...everything, conditions: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
  ];
}
