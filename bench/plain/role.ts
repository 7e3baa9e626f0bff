import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Construct } from "constructs";

/** A statement of an IAM policy, as IAM writes it. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: string[];
  readonly Resource: string[];
  readonly Condition?: object;
}

export interface RoleProps {
  readonly name: string;
  readonly description: string;
  readonly service: string;
  /** Account that the service must act for. */
  readonly account: string;
  readonly statements: Statement[];
}

/** A role that one AWS service takes, with its permissions. */
export function role(scope: Construct, id: string, props: RoleProps): IamRole {
  const made = new IamRole(scope, id, {
    name: props.name,
    description: props.description,
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: props.service },
          Action: ["sts:AssumeRole"],
          Condition: { StringEquals: { "aws:SourceAccount": props.account } },
        },
      ],
    }),
  });
  if (props.statements.length > 0) {
    new IamRolePolicy(scope, `${id}-policy`, {
      name: "permissions",
      role: made.name,
      policy: JSON.stringify({ Version: "2012-10-17", Statement: props.statements }),
    });
  }
  return made;
}
