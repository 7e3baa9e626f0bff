import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { LONGEST_NAME } from "../../aws/name-limits";
import { shorten } from "../../aws/shorten";
import { policyDocument, type Statement } from "./policy";

export interface RoleProps {
  /** Name in AWS; cut to IAM's 64 characters. */
  readonly name: string;
  /** What the role is for. */
  readonly description: string;
  /** AWS service that takes the role, such as `ecs-tasks.amazonaws.com`. */
  readonly service: string;
  /** Account that the service must act for, so that it cannot be tricked into acting for another. @default - any */
  readonly account?: string;
  /** What the role may do; a role without statements may do nothing. */
  readonly statements: readonly Statement[];
  /** ARN of the permissions boundary. @default - none */
  readonly permissionsBoundary?: string;
  /** Refuse to be destroyed by Terraform. @default false */
  readonly guarded?: boolean;
}

/** An IAM role that one AWS service takes, with its permissions written out. */
export class Role extends Construct {
  readonly arn: string;
  readonly name: string;
  /** What must be there for the role to have its permissions. */
  readonly granted: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: shorten(props.name, LONGEST_NAME.role),
      description: props.description,
      permissionsBoundary: props.permissionsBoundary,
      lifecycle: props.guarded ? { preventDestroy: true } : undefined,
      assumeRolePolicy: policyDocument([
        {
          actions: ["sts:AssumeRole"],
          principals: { Service: props.service },
          conditions: props.account ? { StringEquals: { "aws:SourceAccount": props.account } } : undefined,
        },
      ]),
    });
    this.granted = addPermissions(this, role.name, props.statements);
    this.arn = role.arn;
    this.name = role.name;
  }
}

export interface RolePermissionsProps {
  /** Name of a role of another stack. */
  readonly roleName: string;
  /** Statements of the policy that the role gets. */
  readonly statements: readonly Statement[];
}

/** What a role of another stack may do. */
export class RolePermissions extends Construct {
  constructor(scope: Construct, id: string, { roleName, statements }: RolePermissionsProps) {
    super(scope, id);
    addPermissions(this, roleName, statements);
  }
}

function addPermissions(scope: Construct, role: string, statements: readonly Statement[]): IamRolePolicy[] {
  if (statements.length === 0) return [];
  return [new IamRolePolicy(scope, "policy", { name: "permissions", role, policy: policyDocument(statements) })];
}
