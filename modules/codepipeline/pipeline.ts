import { Codepipeline, type CodepipelineStageAction } from "@cdktf/provider-aws/lib/codepipeline";
import { Construct } from "constructs";
import type { Statement } from "../iam/policy";
import { Role } from "../iam/role";

/** Runs the steps of a build project. */
export interface BuildAction {
  /** Name of the action, unique within its stage. */
  readonly name: string;
  /** Name of the project in CodeBuild. */
  readonly projectName: string;
  /** ARN of the project in CodeBuild. */
  readonly projectArn: string;
  /** Whether what it leaves behind is kept. Its variables are then `#{<name>.VARIABLE}`. @default false */
  readonly keeps?: boolean;
}

/** Waits until somebody approves. */
export interface ApprovalAction {
  /** Name of the action, unique within its stage. */
  readonly name: string;
  /** What is to be approved; at most 1,000 characters when its variables are filled in. */
  readonly message: string;
  /** Address to look at. @default - none */
  readonly link?: string;
}

export interface PipelineStage {
  /** Name of the stage, unique within the pipeline. */
  readonly name: string;
  /** One after the other. */
  readonly actions: readonly (BuildAction | ApprovalAction)[];
}

export interface PipelineProps {
  /** Name of the pipeline and of its role. */
  readonly name: string;
  /** ARN of the connection to where the repository is. */
  readonly connectionArn: string;
  /** Owner and name. */
  readonly repository: string;
  /** Branch whose commits start the pipeline. */
  readonly branch: string;
  /** Stages after the one that fetches the source, one after the other. */
  readonly stages: readonly PipelineStage[];
  /** Name of the bucket through which stages hand files on. */
  readonly bucketName: string;
  /** What the pipeline may do with its bucket and its connection. */
  readonly statements: readonly Statement[];
  /** Id of the AWS account, twelve digits. */
  readonly account: string;
  /** ARN of the permissions boundary of the role. @default - none */
  readonly permissionsBoundary?: string;
}

/** Name of the first stage and its artifact, the reference to the commit. */
export const SOURCE = "source";

/**
 * A pipeline: it begins with each commit of a branch. A stage takes one execution at a time; of those that wait for it,
 * the newest goes on and the others end as superseded
 * (https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html).
 */
export class Pipeline extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: PipelineProps) {
    super(scope, id);
    const builds = props.stages.flatMap(({ actions }) => actions).filter(isBuild);
    const role = new Role(this, "access", {
      name: props.name,
      description: `Runs the pipeline ${props.name}`,
      service: "codepipeline.amazonaws.com",
      account: props.account,
      permissionsBoundary: props.permissionsBoundary,
      statements: [
        ...props.statements,
        {
          sid: "Build",
          actions: ["codebuild:StartBuild", "codebuild:BatchGetBuilds", "codebuild:StopBuild"],
          resources: builds.map(({ projectArn }) => projectArn),
        },
      ],
    });
    const pipeline = new Codepipeline(this, "pipeline", {
      name: props.name,
      roleArn: role.arn,
      pipelineType: "V2",
      executionMode: "SUPERSEDED",
      artifactStore: [{ type: "S3", location: props.bucketName }],
      stage: [
        { name: SOURCE, action: [sourceAction(props)] },
        ...props.stages.map(({ name, actions }) => ({
          name,
          action: actions.map((action, index) => ({
            ...(isBuild(action) ? buildAction(action) : approvalAction(action)),
            runOrder: index + 1,
          })),
        })),
      ],
      dependsOn: role.granted,
    });
    this.name = pipeline.name;
    this.arn = pipeline.arn;
  }
}

function isBuild(action: BuildAction | ApprovalAction): action is BuildAction {
  return "projectName" in action;
}

/**
 * A reference to the commit, which builds clone: a ZIP file would lose which files are programs, and image tags and
 * Docker builds depend on it (https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html).
 */
function sourceAction({ connectionArn, repository, branch }: PipelineProps): CodepipelineStageAction {
  return {
    name: SOURCE,
    namespace: SOURCE,
    category: "Source",
    owner: "AWS",
    provider: "CodeStarSourceConnection",
    version: "1",
    outputArtifacts: [SOURCE],
    configuration: {
      ConnectionArn: connectionArn,
      FullRepositoryId: repository,
      BranchName: branch,
      DetectChanges: "true",
      OutputArtifactFormat: "CODEBUILD_CLONE_REF",
    },
  };
}

function buildAction({ name, projectName, keeps }: BuildAction): CodepipelineStageAction {
  return {
    name,
    namespace: keeps ? name : undefined,
    category: "Build",
    owner: "AWS",
    provider: "CodeBuild",
    version: "1",
    inputArtifacts: [SOURCE],
    outputArtifacts: keeps ? [name] : undefined,
    configuration: { ProjectName: projectName },
  };
}

function approvalAction({ name, message, link }: ApprovalAction): CodepipelineStageAction {
  return {
    name,
    category: "Approval",
    owner: "AWS",
    provider: "Manual",
    version: "1",
    configuration: { CustomData: message, ...(link && { ExternalEntityLink: link }) },
  };
}
