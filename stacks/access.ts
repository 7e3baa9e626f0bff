import type { Environment } from "../manifest/schema/environment";
import type { Statement } from "../modules/policy";
import { POSTGRES_PORT } from "../modules/postgres";
import { plainText, type Resolve } from "./values";

/** An edge of the network: the security group that is reached, and on which port. */
export interface Edge {
  readonly to: string;
  readonly securityGroupId: string;
  readonly port: number;
}

/** What one line of `uses` yields. */
export interface Access {
  readonly edges: Edge[];
  /** Statements for the task role. */
  readonly statements: Statement[];
}

/** What a line of `uses` may need to know. */
export interface AccessContext {
  readonly environment: Environment;
  readonly account: string;
  /** A value that the data layer has handed on. */
  readonly data: (output: string) => string;
  readonly resolve: Resolve;
  /** Databases and secrets whose secret the application reads itself, because it is given the ARN. */
  readonly readByArn: ReadonlySet<string>;
}

/** The network edges and permissions that `uses: { <name>: <level> }` stands for. */
export function accessTo(name: string, context: AccessContext): Access {
  const { environment } = context;
  if (environment.databases[name]) return databaseAccess(name, context);
  if (environment.secrets[name]) return secretAccess(name, context);
  if (environment.email[name]) return emailAccess(name, context);
  if (environment.permissions[name]) return grantedAccess(name, context);
  throw new Error(`uses.${name}: there is no such thing in ${environment.system}-${environment.name}`);
}

function databaseAccess(name: string, { data, readByArn }: AccessContext): Access {
  return {
    edges: [{ to: name, securityGroupId: data(`${name}_access`), port: POSTGRES_PORT }],
    statements: readByArn.has(name) ? [readSecret(`Read the password of ${name}`, data(`${name}_secret_arn`))] : [],
  };
}

function secretAccess(name: string, { data, readByArn }: AccessContext): Access {
  return { edges: [], statements: readByArn.has(name) ? [readSecret(`Read ${name}`, data(`${name}_arn`))] : [] };
}

function readSecret(purpose: string, arn: string): Statement {
  return {
    sid: sid(purpose),
    actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
    resources: [arn],
  };
}

function emailAccess(name: string, { environment, account }: AccessContext): Access {
  const { from } = environment.email[name]!;
  return {
    edges: [],
    statements: [
      {
        sid: sid(`Send mail as ${name}`),
        actions: ["ses:SendEmail", "ses:SendRawEmail"],
        // Any identity of the account: in the SES sandbox the recipient's identity is checked too. The sender is fixed.
        resources: [`arn:aws:ses:${environment.region}:${account}:identity/*`],
        conditions: { StringEquals: { "ses:FromAddress": from } },
      },
    ],
  };
}

function grantedAccess(name: string, { environment, resolve }: AccessContext): Access {
  return {
    edges: [],
    statements: environment.permissions[name]!.map((statement, index) => ({
      sid: sid(`${name} ${index}`),
      actions: statement.allow,
      resources: statement.on.map((arn) => plainText(arn, resolve)),
      conditions: statement.when,
    })),
  };
}

/** A statement id: IAM takes letters and digits only. */
function sid(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
