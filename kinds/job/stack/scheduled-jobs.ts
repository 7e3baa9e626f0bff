import { Construct } from "constructs";
import { LONGEST_NAME } from "../../../aws/name-limits";
import { shorten } from "../../../aws/shorten";
import { FailureRecord } from "../../../modules/eventbridge/failure-record";
import { Role } from "../../../modules/iam/role";
import { ScheduledTask } from "../../../modules/scheduler/scheduled-task";
import type { ServiceContext } from "../../core/contexts/service";
import { terraformText } from "../../core/stack/terraform-text";
import { containersOf } from "../../service/containers";
import type { ContainerService } from "../../service/stack/container-service";
import { jobFailuresOutputs } from "../outputs";
import type { Job } from "../settings";
import { jobFailure, jobGroup } from "./failures";

export interface ScheduledJobsProps {
  /** What the services of the environment share. */
  readonly context: ServiceContext;
  /** Services by name in the manifest; a job runs in the task of one. */
  readonly services: ReadonlyMap<string, ContainerService>;
}

/** The jobs of an environment that run by the clock, the role with which EventBridge Scheduler starts them, and what becomes of a run that fails. */
export class ScheduledJobs extends Construct {
  constructor(scope: Construct, id: string, { context, services }: ScheduledJobsProps) {
    super(scope, id);
    const { environment, prefix, cluster, vpc, data } = context;
    const deadLettersArn = data(jobFailuresOutputs.arn);
    const scheduled = Object.entries(environment.jobs).filter(([, job]) => job.schedule !== undefined);
    const used = [...new Set(scheduled.map(([, job]) => job.service))].map((name) => services.get(name)!);
    const role = this.starter(context, used);
    const containerOf = ({ service, container }: Job) =>
      container ?? Object.keys(containersOf(service, environment.services[service]!))[0]!;
    for (const [name, job] of scheduled) {
      const { service, command, schedule, timeZone } = job;
      const { task, network } = services.get(service)!;
      new ScheduledTask(this, name, {
        name: shorten(`${prefix}-${name}`, LONGEST_NAME.schedule),
        description: `The job ${name} in the task of ${service}`,
        schedule: schedule!,
        timeZone,
        group: jobGroup(name),
        clusterArn: cluster.arn,
        taskDefinitionArn: task.arn,
        roleArn: role.arn,
        subnetIds: vpc.privateSubnetIds,
        securityGroupId: network.id,
        container: containerOf(job),
        command: command.map(terraformText),
        deadLettersArn,
      });
    }
    const events = scheduled.map(
      ([name, job]) =>
        [`${name}-failed`, jobFailure({ name, clusterArn: cluster.arn, container: containerOf(job) })] as const,
    );
    new FailureRecord(this, "run_failures", {
      name: `${prefix}-job`,
      queue: { arn: deadLettersArn, url: data(jobFailuresOutputs.url) },
      events: Object.fromEntries(events),
    });
  }

  /** May start the tasks of the services that have scheduled jobs, in this cluster, and hand them their roles. */
  private starter(
    { environment, prefix, account, cluster, data }: ServiceContext,
    used: readonly ContainerService[],
  ): Role {
    return new Role(this, "starter", {
      name: `${prefix}-scheduled-jobs`,
      description: `Lets EventBridge Scheduler start the jobs of ${prefix}`,
      service: "scheduler.amazonaws.com",
      account,
      permissionsBoundary: environment.permissionsBoundary,
      statements: [
        {
          sid: "RunTasks",
          actions: ["ecs:RunTask"],
          resources: used.map(({ task }) => task.arn),
          conditions: { ArnEquals: { "ecs:cluster": cluster.arn } },
        },
        {
          sid: "TagTasks",
          actions: ["ecs:TagResource"],
          resources: [`arn:aws:ecs:${environment.region}:${account}:task/${cluster.name}/*`],
          conditions: { StringEquals: { "ecs:CreateAction": "RunTask" } },
        },
        {
          sid: "HandOverRoles",
          actions: ["iam:PassRole"],
          resources: used.flatMap(({ task }) => [task.executionRoleArn, task.roleArn]),
          conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
        },
        { sid: "KeepWhatFailed", actions: ["sqs:SendMessage"], resources: [data(jobFailuresOutputs.arn)] },
      ],
    });
  }
}
