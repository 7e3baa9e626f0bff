import type { Statement } from "../../../modules/iam/policy";

export interface ExecutionProps {
  /** ARNs of the repositories that images are pulled from. */
  readonly repositoryArns: readonly string[];
  /** ARN of the log group that the containers write to. */
  readonly logGroupArn: string;
  /** ARNs of the secrets that ECS puts into environment variables. */
  readonly secretArns: readonly string[];
}

/**
 * What ECS itself needs to start a task: the parts of AmazonECSTaskExecutionRolePolicy, on this task's resources only
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html).
 */
export function executionStatements(props: ExecutionProps): Statement[] {
  const pull: Statement[] = [
    { sid: "SignInToEcr", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "PullImages",
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: [...props.repositoryArns],
    },
  ];
  const log: Statement = {
    sid: "WriteLogs",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [`${props.logGroupArn}:*`],
  };
  const secrets: Statement = {
    sid: "InjectSecrets",
    actions: ["secretsmanager:GetSecretValue"],
    resources: [...props.secretArns],
  };
  return [...(props.repositoryArns.length > 0 ? pull : []), log, ...(props.secretArns.length > 0 ? [secrets] : [])];
}

/**
 * What ECS Exec needs in the task role
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-required-iam-permissions).
 */
export function execStatements(logGroupArn: string): Statement[] {
  return [
    {
      sid: "ExecChannels",
      actions: [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      resources: ["*"],
    },
    { sid: "FindExecLog", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
    {
      sid: "WriteExecLog",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [logGroupArn, `${logGroupArn}:*`],
    },
  ];
}
