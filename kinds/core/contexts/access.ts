import type { Statement } from "../../../modules/iam/policy";
import type { Environment } from "../environment";
import type { Read } from "../output";
import type { Resolve } from "../stack/values";

/** An edge of the network: the security group that is reached, and on which port. */
export interface Edge {
  /** Name in the manifest of what is reached; part of the rules' addresses. */
  readonly to: string;
  /** Id of the security group that is reached. */
  readonly securityGroupId: string;
  /** TCP port that is reached. */
  readonly port: number;
}

/** What one line of `uses` yields. */
export interface Access {
  /** Ways through the network that security groups open. */
  readonly edges: Edge[];
  /** Statements for the task role. */
  readonly statements: Statement[];
}

/** What others need to know of a function. */
export interface KnownFunction {
  /** Name in Lambda. */
  readonly name: string;
  /** ARN, without a version. */
  readonly arn: string;
}

/** What a line of `uses` may need to know. */
export interface AccessContext {
  /** The environment, as the manifest describes it. */
  readonly environment: Environment;
  /** Id of the AWS account, twelve digits. */
  readonly account: string;
  /** A value that the data layer has handed on. */
  readonly data: Read<"data">;
  /** Resolves a text with references. */
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
