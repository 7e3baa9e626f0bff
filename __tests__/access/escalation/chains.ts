/** A published way to become somebody else. */
export interface Chain {
  readonly name: string;
  /** Actions, all of which must be allowed; `iam:PassRole` says to whom after `>`. */
  readonly steps: readonly string[];
  /**
   * What it is tried on: a `role` that is taken or changed, a `user` or `group`, a `policy` that is in use, a role that
   * is `passed` to what one makes, or a role that a `holder` has already, of whose things it takes those of the last step.
   */
  readonly on: "role" | "user" | "group" | "policy" | "passed" | "holder";
}

function chains(on: Chain["on"], lines: string): Chain[] {
  return lines
    .trim()
    .split("\n")
    .map((line) => ({ name: line.trim().replaceAll(" ", " + "), steps: line.trim().split(" "), on }));
}

/**
 * Those of Rhino Security Labs
 * (https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation and its second part), Bishop Fox
 * (https://bishopfox.com/blog/privilege-escalation-in-aws) and https://pathfinding.cloud.
 */
export const CHAINS: readonly Chain[] = [
  ...chains("policy", "iam:CreatePolicyVersion\niam:SetDefaultPolicyVersion"),
  ...chains(
    "user",
    `
    iam:CreateAccessKey
    iam:CreateLoginProfile
    iam:UpdateLoginProfile
    iam:AttachUserPolicy
    iam:PutUserPolicy
    iam:PutUserPermissionsBoundary
    iam:DeleteUserPermissionsBoundary
    iam:CreateServiceSpecificCredential
    iam:ResetServiceSpecificCredential
    `,
  ),
  ...chains("group", "iam:AddUserToGroup\niam:AttachGroupPolicy\niam:PutGroupPolicy"),
  ...chains(
    "role",
    `
    sts:AssumeRole
    iam:AttachRolePolicy
    iam:PutRolePolicy
    iam:UpdateAssumeRolePolicy
    iam:DeleteRolePermissionsBoundary
    iam:PutRolePermissionsBoundary
    iam:DetachRolePolicy
    iam:DeleteRolePolicy
    `,
  ),
  ...chains(
    "passed",
    `
    iam:PassRole>ec2.amazonaws.com ec2:RunInstances
    iam:PassRole>ec2.amazonaws.com iam:AddRoleToInstanceProfile ec2:AssociateIamInstanceProfile
    iam:PassRole>ec2.amazonaws.com ec2:ReplaceIamInstanceProfileAssociation
    iam:PassRole>ec2.amazonaws.com autoscaling:CreateLaunchConfiguration autoscaling:CreateAutoScalingGroup
    iam:PassRole>ec2.amazonaws.com ec2:CreateLaunchTemplate autoscaling:CreateAutoScalingGroup
    iam:PassRole>lambda.amazonaws.com lambda:CreateFunction lambda:InvokeFunction
    iam:PassRole>lambda.amazonaws.com lambda:CreateFunction lambda:CreateEventSourceMapping
    iam:PassRole>lambda.amazonaws.com lambda:CreateFunction lambda:AddPermission
    iam:PassRole>glue.amazonaws.com glue:CreateDevEndpoint
    iam:PassRole>glue.amazonaws.com glue:CreateJob glue:StartJobRun
    iam:PassRole>glue.amazonaws.com glue:UpdateJob glue:StartJobRun
    iam:PassRole>glue.amazonaws.com glue:CreateSession glue:RunStatement
    iam:PassRole>cloudformation.amazonaws.com cloudformation:CreateStack
    iam:PassRole>cloudformation.amazonaws.com cloudformation:UpdateStack
    iam:PassRole>cloudformation.amazonaws.com cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet
    iam:PassRole>cloudformation.amazonaws.com cloudformation:CreateStackSet cloudformation:CreateStackInstances
    iam:PassRole>datapipeline.amazonaws.com datapipeline:CreatePipeline datapipeline:PutPipelineDefinition datapipeline:ActivatePipeline
    iam:PassRole>codebuild.amazonaws.com codebuild:CreateProject codebuild:StartBuild
    iam:PassRole>codebuild.amazonaws.com codebuild:UpdateProject codebuild:StartBuild
    iam:PassRole>codepipeline.amazonaws.com codepipeline:CreatePipeline
    iam:PassRole>ecs-tasks.amazonaws.com ecs:RegisterTaskDefinition ecs:RunTask
    iam:PassRole>ecs-tasks.amazonaws.com ecs:RegisterTaskDefinition ecs:StartTask
    iam:PassRole>ecs-tasks.amazonaws.com ecs:RegisterTaskDefinition ecs:CreateService
    iam:PassRole>ecs-tasks.amazonaws.com ecs:RegisterTaskDefinition ecs:UpdateService
    iam:PassRole>ecs-tasks.amazonaws.com ecs:RunTask
    iam:PassRole>sagemaker.amazonaws.com sagemaker:CreateNotebookInstance sagemaker:CreatePresignedNotebookInstanceUrl
    iam:PassRole>sagemaker.amazonaws.com sagemaker:CreateTrainingJob
    iam:PassRole>sagemaker.amazonaws.com sagemaker:CreateProcessingJob
    iam:PassRole>scheduler.amazonaws.com scheduler:CreateSchedule
    iam:PassRole>events.amazonaws.com events:PutRule events:PutTargets
    iam:PassRole>states.amazonaws.com states:CreateStateMachine states:StartExecution
    iam:PassRole>states.amazonaws.com states:UpdateStateMachine states:StartExecution
    iam:PassRole>ssm.amazonaws.com ssm:StartAutomationExecution
    iam:PassRole>build.apprunner.amazonaws.com apprunner:CreateService
    iam:PassRole>batch.amazonaws.com batch:RegisterJobDefinition batch:SubmitJob
    iam:PassRole>elasticmapreduce.amazonaws.com elasticmapreduce:RunJobFlow
    iam:PassRole>cognito-identity.amazonaws.com cognito-identity:SetIdentityPoolRoles
    iam:PassRole>bedrock-agentcore.amazonaws.com bedrock-agentcore:CreateCodeInterpreter
    iam:PassRole>export.rds.amazonaws.com rds:StartExportTask
    `,
  ),
  ...chains(
    "holder",
    `
    lambda:UpdateFunctionCode
    lambda:UpdateFunctionConfiguration
    glue:UpdateDevEndpoint
    glue:UpdateJob
    cloudformation:UpdateStack
    cloudformation:ExecuteChangeSet
    codebuild:StartBuild
    codebuild:StartBuildBatch
    codebuild:UpdateProject
    codepipeline:UpdatePipeline
    sagemaker:CreatePresignedNotebookInstanceUrl
    sagemaker:CreatePresignedDomainUrl
    sagemaker:UpdateNotebookInstance
    ssm:SendCommand
    ssm:StartSession
    ssm:CreateAssociation
    ec2-instance-connect:SendSSHPublicKey
    ec2-instance-connect:SendSerialConsoleSSHPublicKey
    ec2:ModifyInstanceAttribute
    ec2:CreateReplaceRootVolumeTask
    ec2:CreateLaunchTemplateVersion
    ecs:ExecuteCommand
    states:UpdateStateMachine
    scheduler:UpdateSchedule
    apprunner:UpdateService
    elasticmapreduce:AddJobFlowSteps
    datapipeline:PutPipelineDefinition
    `,
  ),
];
