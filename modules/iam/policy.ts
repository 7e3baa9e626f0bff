/** A statement of an IAM policy. */
export interface Statement {
  /** What the statement is for, in letters and digits; shown in reviews. */
  readonly sid?: string;
  /** `Allow` by default. */
  readonly effect?: "Allow" | "Deny";
  readonly actions: string[];
  /** ARNs; absent in trust policies. */
  readonly resources?: string[];
  readonly principals?: Record<string, string | string[]>;
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
