import type { Construct } from "constructs";
import { environmentName } from "../kinds/core/names";
import { contactsOf } from "../kinds/operations/contacts";
import { connectionOutput, stepRoleOutput } from "../kinds/pipeline/outputs";
import type { Pipeline as Settings, Stage } from "../kinds/pipeline/pipeline";
import { pushImages, readRepository, useConnection } from "../kinds/pipeline/stack/permissions";
import { deploySteps, imageSteps, planSteps, testSteps } from "../kinds/pipeline/stack/steps";
import { BuildProject, type BuildProjectProps } from "../modules/codepipeline/build-project";
import { type BuildAction, Pipeline, type PipelineStage, SOURCE } from "../modules/codepipeline/pipeline";
import { SourceConnection } from "../modules/codepipeline/source-connection";
import { PipelineWatch } from "../modules/eventbridge/pipeline-watch";
import type { Statement } from "../modules/iam/policy";
import { Bucket } from "../modules/s3/bucket";
import { SystemLayer, type SystemLayerProps } from "./system-layer";

const PROVIDERS = { bitbucket: "Bitbucket", github: "GitHub", gitlab: "GitLab" } as const;

/** Days that plans and references to commits are kept, which is longer than the 7 that an approval may wait. */
const KEPT = 30;

/** Days that the logs of pipelines are kept. */
const LOGS_KEPT = 90;

type Step = Pick<BuildProjectProps, "buildspec" | "variables" | "docker" | "architecture"> & {
  readonly description: string;
  readonly statements?: readonly Statement[];
};

/** The pipelines of a system: what brings each commit of a branch to its environments. */
export class PipelinesLayer extends SystemLayer<"pipelines"> {
  private readonly bucket: Bucket;
  private readonly connections = new Map<string, string>();

  constructor(
    scope: Construct,
    private readonly pipelinesProps: SystemLayerProps,
  ) {
    super(scope, "pipelines", pipelinesProps);
    this.bucket = new Bucket(this, "artifact_bucket", {
      name: `${this.system.name}-pipelines--${this.account}`,
      publicRead: false,
      tiers: [],
      expireDays: KEPT,
      agingPrefixes: [""],
      demandsEncryption: false,
      keepVersionsDays: KEPT,
      guarded: true,
    });
    for (const [name, settings] of Object.entries(this.system.pipelines)) this.addPipeline(name, settings);
  }

  /** A name that nothing of an environment has: the manifest's names have single hyphens and no underscores. */
  private nameOf(pipeline: string): string {
    return `${this.system.name}_${pipeline}`;
  }

  private addPipeline(name: string, settings: Settings): void {
    const pipeline = this.nameOf(name);
    const connection = this.connection(settings.connection);
    const stages = this.stages(name, settings, connection);
    const { account } = this;
    const { region, permissionsBoundary } = this.system;
    new Pipeline(this, name, {
      name: pipeline,
      connectionArn: connection,
      repository: settings.repository,
      branch: settings.branch,
      stages,
      bucketName: this.bucket.name,
      statements: [
        useConnection(connection),
        {
          sid: "Artifacts",
          actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
          resources: [`${this.bucket.arn}/*`],
        },
        { sid: "ArtifactBucket", actions: ["s3:GetBucketVersioning"], resources: [this.bucket.arn] },
      ],
      account,
      permissionsBoundary,
    });
    const subscriptions = contactsOf({ notify: settings.notify, people: {}, onCall: [] });
    if (subscriptions.length > 0) new PipelineWatch(this, `${name}_watch`, { pipeline, region, subscriptions });
  }

  private stages(name: string, settings: Settings, connection: string): PipelineStage[] {
    const { test } = settings;
    const reads = readRepository(connection, settings.repository);
    const step = (id: string, props: Step) => this.step(name, id, reads, props);
    const built = Object.values(this.system.images).filter(({ build, tag }) => build && !tag);
    const registry = `${this.account}.dkr.ecr.${this.system.region}.amazonaws.com`;
    return [
      ...(test
        ? [
            {
              name: "test",
              actions: [
                step("test", { description: "Runs the tests", buildspec: testSteps(test), docker: test.docker }),
              ],
            },
          ]
        : []),
      ...(built.length > 0
        ? [
            {
              name: "images",
              actions: [
                step("images", {
                  description: "Builds and pushes images",
                  buildspec: imageSteps(this.system.name, this.system.region),
                  variables: { REGISTRY: registry },
                  docker: true,
                  architecture: built[0]!.architecture,
                  statements: pushImages({ ...this.system, account: this.account, state: this.pipelinesProps.state }),
                }),
              ],
            },
          ]
        : []),
      ...settings.stages.map((stage) => this.stage(name, stage, step)),
    ];
  }

  private stage(name: string, stage: Stage, step: (id: string, props: Step) => BuildAction): PipelineStage {
    const { system } = this;
    const steps = { system: system.name, session: this.nameOf(name), stage };
    const plans = stage.approve && stage.planRole !== undefined;
    const plan = `plan-${stage.name}`;
    const deploy = `deploy-${stage.name}`;
    const takes = (role: string): Statement => ({ sid: "TakeRole", actions: ["sts:AssumeRole"], resources: [role] });
    const message = `Deploy #{source.CommitId} of #{source.BranchName} to ${environmentName({ system: system.name, name: stage.deploy })}?`;
    return {
      name: `to-${stage.name}`,
      actions: [
        ...(plans
          ? [
              {
                ...step(plan, {
                  description: `Plans what changes in ${stage.deploy}`,
                  buildspec: planSteps(steps),
                  docker: false,
                  statements: [
                    takes(stage.planRole!),
                    { sid: "KeepPlan", actions: ["s3:PutObject"], resources: [`${this.bucket.arn}/*/plan-*/*`] },
                  ],
                }),
                keeps: true,
              },
            ]
          : []),
        ...(stage.approve
          ? [
              {
                name: `approve-${stage.name}`,
                message: plans ? `${message} #{${plan}.PLAN_SUMMARY}` : message,
                link: plans ? `#{${plan}.PLAN_URL}` : undefined,
              },
            ]
          : []),
        step(deploy, {
          description: `Deploys ${stage.deploy}`,
          buildspec: deploySteps(steps),
          docker: false,
          statements: [takes(stage.role)],
        }),
      ],
    };
  }

  /** A build project, which reads its commit and writes its log, and may do what is said besides. */
  private step(pipeline: string, id: string, reads: readonly Statement[], props: Step): BuildAction {
    const { statements = [], ...rest } = props;
    const project = new BuildProject(this, `${pipeline}_${id}`, {
      ...rest,
      name: `${this.nameOf(pipeline)}_${id}`,
      account: this.account,
      permissionsBoundary: this.system.permissionsBoundary,
      logDays: LOGS_KEPT,
      statements: [
        ...reads,
        // Artifacts are under `<pipeline>/<artifact>/`. Who could write there would say which commit is deployed.
        {
          sid: "ReadCommit",
          actions: ["s3:GetObject", "s3:GetObjectVersion"],
          resources: [`${this.bucket.arn}/*/${SOURCE}/*`],
        },
        ...statements,
      ],
    });
    this.publish(stepRoleOutput(pipeline, id), project.roleArn);
    return { name: id, projectName: project.name, projectArn: project.arn };
  }

  /** The connection: one of ours for each provider, or one that is there. */
  private connection(connection: string): string {
    const provider = PROVIDERS[connection as keyof typeof PROVIDERS];
    if (!provider) return connection;
    const known = this.connections.get(connection);
    if (known) return known;
    const { arn } = new SourceConnection(this, `connection_${connection}`, {
      name: `${this.system.name}-${connection}`,
      provider,
    });
    this.publish(connectionOutput(connection, provider), arn);
    this.connections.set(connection, arn);
    return arn;
  }
}
