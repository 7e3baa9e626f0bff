/**
 * What must hold for an action by which somebody can become more than he is:
 *
 * - `never`: nothing bounds it.
 * - `boundary`: only for what carries a permissions boundary, and lies under a path of its own.
 * - `path`: only on what lies under a path of its own, where neither Drydock's roles nor its boundaries are.
 * - `pass`: only named roles or those under a path of their own, and only to named services.
 * - `role`: only named roles or those under a path of their own.
 * - `target`: only named resources, or those with a tag, for it acts with their role or for all who trust them.
 */
export type Rule = "never" | "boundary" | "path" | "pass" | "role" | "target";

/**
 * The actions of published ways to become administrator
 * (https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation, https://pathfinding.cloud,
 * https://bishopfox.com/blog/privilege-escalation-in-aws), by what must hold for them. Ways that end by handing a role
 * to a service (Glue, Data Pipeline, SageMaker …) are closed by `iam:PassRole`.
 */
const ACTIONS: Readonly<Record<Rule, readonly string[]>> = {
  never: [
    "iam:AddClientIDToOpenIDConnectProvider",
    "iam:AddUserToGroup",
    "iam:AttachGroupPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreateOpenIDConnectProvider",
    "iam:CreateSAMLProvider",
    "iam:CreateServiceSpecificCredential",
    "iam:DeactivateMFADevice",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteUserPermissionsBoundary",
    "iam:PutGroupPolicy",
    "iam:ResetServiceSpecificCredential",
    "iam:UpdateAccessKey",
    "iam:UpdateLoginProfile",
    "iam:UpdateOpenIDConnectProviderThumbprint",
    "iam:UpdateSAMLProvider",
    "iam:UploadSigningCertificate",
    "iam:UploadSSHPublicKey",
    "organizations:AttachPolicy",
    "organizations:DetachPolicy",
    "organizations:UpdatePolicy",
    "sso:AttachCustomerManagedPolicyReferenceToPermissionSet",
    "sso:AttachManagedPolicyToPermissionSet",
    "sso:CreateAccountAssignment",
    "sso:DeletePermissionsBoundaryFromPermissionSet",
    "sso:PutInlinePolicyToPermissionSet",
  ],
  boundary: [
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreateRole",
    "iam:CreateUser",
    "iam:DeleteRolePolicy",
    "iam:DeleteUserPolicy",
    "iam:DetachRolePolicy",
    "iam:DetachUserPolicy",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:PutUserPermissionsBoundary",
    "iam:PutUserPolicy",
    "iam:UpdateAssumeRolePolicy",
  ],
  path: [
    "iam:AddRoleToInstanceProfile",
    "iam:CreateInstanceProfile",
    "iam:CreatePolicy",
    "iam:CreatePolicyVersion",
    "iam:DeletePolicy",
    "iam:DeletePolicyVersion",
    "iam:DeleteRole",
    "iam:RemoveRoleFromInstanceProfile",
    "iam:SetDefaultPolicyVersion",
    "iam:TagRole",
    "iam:UntagRole",
  ],
  pass: ["iam:PassRole"],
  role: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
  target: [
    "apprunner:UpdateService",
    "batch:SubmitJob",
    "bedrock-agentcore:InvokeCodeInterpreter",
    "cloudformation:CreateChangeSet",
    "cloudformation:CreateStackInstances",
    "cloudformation:ExecuteChangeSet",
    "cloudformation:UpdateStack",
    "cloudformation:UpdateStackSet",
    "codebuild:StartBuild",
    "codebuild:StartBuildBatch",
    "codebuild:UpdateProject",
    "codedeploy:CreateDeployment",
    "codepipeline:UpdatePipeline",
    "datapipeline:PutPipelineDefinition",
    "ec2-instance-connect:SendSerialConsoleSSHPublicKey",
    "ec2-instance-connect:SendSSHPublicKey",
    "ec2:AssociateIamInstanceProfile",
    "ec2:CreateLaunchTemplateVersion",
    "ec2:CreateReplaceRootVolumeTask",
    "ec2:ModifyInstanceAttribute",
    "ec2:ModifyLaunchTemplate",
    "ec2:ReplaceIamInstanceProfileAssociation",
    "ecs:ExecuteCommand",
    "ecs:RunTask",
    "ecs:StartTask",
    "elasticmapreduce:AddJobFlowSteps",
    "glue:RunStatement",
    "glue:UpdateDevEndpoint",
    "glue:UpdateJob",
    "kms:CreateGrant",
    "kms:PutKeyPolicy",
    "lambda:UpdateFunctionCode",
    "lambda:UpdateFunctionConfiguration",
    "route53:ChangeResourceRecordSets",
    "sagemaker:CreatePresignedDomainUrl",
    "sagemaker:CreatePresignedNotebookInstanceUrl",
    "sagemaker:UpdateNotebookInstance",
    "sagemaker:UpdateNotebookInstanceLifecycleConfig",
    "scheduler:UpdateSchedule",
    "ssm:CreateAssociation",
    "ssm:ResumeSession",
    "ssm:SendCommand",
    "ssm:StartAutomationExecution",
    "ssm:StartSession",
    "ssm:UpdateAssociation",
    "states:UpdateStateMachine",
  ],
};

/** What must hold for each action by which somebody can become more than he is. */
export const RULES: ReadonlyMap<string, Rule> = new Map(
  (Object.keys(ACTIONS) as Rule[]).flatMap((rule) => ACTIONS[rule].map((action) => [action, rule] as const)),
);

/**
 * Actions that know the condition key `iam:PermissionsBoundary`; for others it never holds
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html).
 */
export const BOUNDABLE: readonly string[] = [
  ...ACTIONS.boundary,
  "iam:DeleteRole",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteUserPermissionsBoundary",
  "iam:GetRole",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
];

/** The actions of `RULES` that an action, which may have wildcards, stands for. */
export function escalating(allowed: string): readonly string[] {
  const known = ESCALATING.get(allowed);
  if (known) return known;
  const pattern = allowed
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const matches = new RegExp(`^${pattern}$`, "i");
  const found = [...RULES.keys()].filter((action) => matches.test(action));
  ESCALATING.set(allowed, found);
  return found;
}

/** What was found for each action; environments of a system mostly say the same ones. */
const ESCALATING = new Map<string, readonly string[]>();
