import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { Construct } from "constructs";
import { LogGroup } from "../cloudwatch/log-group";
import type { Statement } from "../iam/policy";
import { Role } from "../iam/role";

/** Machines that build: their image and type (https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html). */
const MACHINES = {
  x86_64: { type: "LINUX_CONTAINER", image: "aws/codebuild/amazonlinux-x86_64-standard:5.0" },
  arm64: { type: "ARM_CONTAINER", image: "aws/codebuild/amazonlinux-aarch64-standard:3.0" },
} as const;

export interface BuildProjectProps {
  /** Name of the project, its role and its log group. */
  readonly name: string;
  /** What the steps are for, as CodeBuild shows it. */
  readonly description: string;
  /** The steps, as YAML or JSON (https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html). */
  readonly buildspec: string;
  /** Variables of the steps that Terraform knows; nothing secret. @default - none */
  readonly variables?: Record<string, string>;
  /** Architecture of the machine. @default x86_64 */
  readonly architecture?: keyof typeof MACHINES;
  /** Whether the steps may run Docker, which makes them root of their machine. */
  readonly docker: boolean;
  /** What the steps may do besides writing their log. */
  readonly statements: readonly Statement[];
  /** Id of the AWS account, twelve digits. */
  readonly account: string;
  /** ARN of the permissions boundary of the role. @default - none */
  readonly permissionsBoundary?: string;
  /** Days that the log is kept. */
  readonly logDays: number;
}

/** Steps of a pipeline that run in a container of their own, with a role of their own. */
export class BuildProject extends Construct {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: BuildProjectProps) {
    super(scope, id);
    const { type, image } = MACHINES[props.architecture ?? "x86_64"];
    const log = new LogGroup(this, "log", { name: `/codebuild/${props.name}`, retentionDays: props.logDays });
    const role = new Role(this, "access", {
      name: props.name,
      description: props.description,
      service: "codebuild.amazonaws.com",
      account: props.account,
      permissionsBoundary: props.permissionsBoundary,
      statements: [
        { sid: "Log", actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${log.arn}:*`] },
        ...props.statements,
      ],
    });
    const project = new CodebuildProject(this, "project", {
      name: props.name,
      description: props.description,
      serviceRole: role.arn,
      // As long as CodePipeline waits: who is stopped while they deploy leave a lock behind
      // (https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html).
      buildTimeout: 480,
      source: { type: "CODEPIPELINE", buildspec: props.buildspec },
      artifacts: { type: "CODEPIPELINE" },
      environment: {
        type,
        image,
        computeType: "BUILD_GENERAL1_MEDIUM",
        privilegedMode: props.docker,
        environmentVariable: Object.entries(props.variables ?? {}).map(([name, value]) => ({ name, value })),
      },
      logsConfig: { cloudwatchLogs: { groupName: log.name } },
      dependsOn: role.granted,
    });
    this.arn = project.arn;
    this.name = project.name;
    this.roleArn = role.arn;
  }
}
