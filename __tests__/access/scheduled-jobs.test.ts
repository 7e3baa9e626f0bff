import { executionRole, taskRole } from "./grants";
import { mayDo, type Request, roleAt, thatAre } from "./simulator/simulator";
import { type Deployed, everyEnvironment } from "./world";

const clocks = everyEnvironment().filter(({ environment: { jobs } }) =>
  Object.values(jobs).some(({ schedule }) => schedule !== undefined),
);

describe.each(clocks.map((deployed): [string, Deployed] => [deployed.name, deployed]))(
  "the role that starts the jobs of %s by the clock",
  (_name, deployed) => {
    const { region, account, environment } = deployed;
    const role = roleAt(deployed.values, deployed.stacks.service, "scheduled_jobs_starter_role");
    const may = (request: Request) => mayDo(role, request);
    const timed = new Set(Object.values(environment.jobs).flatMap((job) => (job.schedule ? job.service : [])));
    const others = Object.keys(environment.services).filter((name) => !timed.has(name));
    const cluster = (name: string) => ({ "ecs:cluster": `arn:aws:ecs:${region}:${account}:cluster/${name}` });
    const run = (service: string, where = deployed.name): Request => ({
      action: "ecs:RunTask",
      resource: `arn:aws:ecs:${region}:${account}:task-definition/${deployed.name}-${service}:1`,
      context: cluster(where),
    });
    const pass = (service: string, to = "ecs-tasks.amazonaws.com"): Request[] =>
      [taskRole(deployed, service), executionRole(deployed, service)].map(({ arn }) => ({
        action: "iam:PassRole",
        resource: arn,
        context: { "iam:PassedToService": to },
      }));

    it("starts their tasks and hands them their roles", async () => {
      const wanted = [...timed].flatMap((service) => [run(service), ...pass(service)]);
      expect(await thatAre("denied", wanted, may)).toEqual([]);
    });

    it("starts no other tasks, none in another cluster, and hands roles to nobody else", async () => {
      const unwanted = [
        ...others.flatMap((service) => [run(service), ...pass(service)]),
        ...[...timed].flatMap((service) => [run(service, "another"), ...pass(service, "ec2.amazonaws.com")]),
        { action: "iam:PassRole", resource: role.arn, context: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      ];
      expect(await thatAre("allowed", unwanted, may)).toEqual([]);
    });

    it("keeps what could not be started, in the queue for that and in no other", async () => {
      const queues = Object.keys(deployed.stacks.data.all("aws_sqs_queue"));
      const keep = (queue: string): Request => ({
        action: "sqs:SendMessage",
        resource: deployed.values.attribute(deployed.stacks.data, `aws_sqs_queue.${queue}`, "arn"),
      });
      const own = "scheduled-jobs_dead-letters";
      expect(await may(keep(own))).toBe(true);
      const rest = queues.filter((queue) => queue !== own).map(keep);
      expect(await thatAre("allowed", rest, may)).toEqual([]);
    });

    it("tags tasks while it starts them, and not later", async () => {
      const tag = (action: string): Request => ({
        action: "ecs:TagResource",
        resource: `arn:aws:ecs:${region}:${account}:task/${deployed.name}/0123456789abcdef`,
        context: { "ecs:CreateAction": action },
      });
      expect(await may(tag("RunTask"))).toBe(true);
      expect(await may(tag("CreateService"))).toBe(false);
    });
  },
);
