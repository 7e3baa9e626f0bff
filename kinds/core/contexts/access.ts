import type { Statement } from "../../../modules/iam/policy";
import type { Environment } from "../environment";
import type { Read } from "../output";
import type { Resolve } from "../stack/values";

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

/** What others need to know of a function. */
export interface KnownFunction {
  readonly name: string;
  readonly arn: string;
}

/** What a line of `uses` may need to know. */
export interface AccessContext {
  readonly environment: Environment;
  readonly account: string;
  /** A value that the data layer has handed on. */
  readonly data: Read<"data">;
  readonly resolve: Resolve;
  /** A function of the environment. */
  readonly functionOf: (name: string) => KnownFunction;
  /** Databases and secrets whose secret the application reads itself, because it is given the ARN. */
  readonly readByArn: ReadonlySet<string>;
}

/** The permissions of one kind of resource at one level. */
export type Grant = (name: string, level: string, context: AccessContext) => Access;

/** Access by permissions only. */
export function permissionsOnly(...statements: Statement[]): Access {
  return { edges: [], statements };
}

export { sid } from "../statement-id";
