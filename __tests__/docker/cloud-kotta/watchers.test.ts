import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  StopTaskCommand,
} from "@aws-sdk/client-ecs";
import { describeEmulated, startEmulator } from "../../emulator/emulator";
import { Agent, CLUSTER } from "./agent";
import { arnOf, type Item, Kotta, type Pool } from "./cloud-kotta";
import { eventually } from "./program";

describeEmulated("the watchers of Cloud Kotta", () => {
  const cluster = "kotta";
  let kotta: Kotta;
  let ecs: ECSClient;
  let agent: Agent;

  beforeAll(async () => {
    kotta = new Kotta(await startEmulator());
    await kotta.create();
    agent = await Agent.start();
    ecs = new ECSClient(kotta.emulator.client());
    await ecs.send(new CreateClusterCommand({ clusterName: cluster }));
    const containerDefinitions = [{ name: "worker", image: "kotta", memory: 128 }];
    await ecs.send(new RegisterTaskDefinitionCommand({ family: "worker", containerDefinitions }));
    // A task of the emulator moves on each time it is looked at; these keep running until they are stopped.
    const transition = { model_name: "ecs::task", transition: { progression: "manual", times: 1_000_000 } };
    await fetch(`${kotta.emulator.endpoint}/moto-api/state-manager/set-transition`, {
      method: "POST",
      body: JSON.stringify(transition),
    });
  });
  afterEach(() => kotta.end());
  afterAll(async () => {
    kotta.clear();
    agent.stop();
    await kotta.emulator.stop();
  });

  const queues = (prod: Pool, test: Pool) => ({
    PROD_QUEUE_URL: prod.pending,
    PROD_ACTIVE_QUEUE_URL: prod.active,
    TEST_QUEUE_URL: test.pending,
    TEST_ACTIVE_QUEUE_URL: test.active,
    WATCH_SECONDS: "0.2",
  });

  /** A task of a service. */
  const run = async (service = "prod"): Promise<string> => {
    const task = { cluster, taskDefinition: "worker", group: `service:${service}`, launchType: "FARGATE" } as const;
    return (await ecs.send(new RunTaskCommand(task))).tasks![0]!.taskArn!;
  };
  const stop = (task: string) => ecs.send(new StopTaskCommand({ cluster, task }));

  /** Says in the active queue that a task has a job, as a worker does. */
  const post = async (pool: Pool, job_id: string, attributes: Record<string, string>) =>
    kotta.sqs("SendMessage", {
      QueueUrl: pool.active,
      MessageBody: JSON.stringify({ job_id }),
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
      ),
    });

  /** A job that a task has: its item, its message in flight, and its message in the active queue. */
  const active = async (pool: Pool, task: string, more: Item = {}): Promise<string> => {
    const job = await kotta.submit(pool, "true", { status: "processing", i_instance_id: task, i_attempt: 1, ...more });
    const { Messages } = await kotta.sqs("ReceiveMessage", { QueueUrl: pool.pending });
    await post(pool, job, { instance_id: task, pending_handle: Messages[0].ReceiptHandle });
    return job;
  };

  describe("the instance watcher", () => {
    let prod: Pool;
    let test_: Pool;
    beforeEach(async () => {
      [prod, test_] = [await kotta.pool(), await kotta.pool()];
    });

    const watch = () =>
      kotta.start("kotta.instance_watcher", {
        ...queues(prod, test_),
        JOBS_TABLE: "Jobs",
        EMAIL_SENDER: "kotta@example.org",
        SERVER_URL: "https://kotta.example.org",
        ...agent.environment,
      });
    const counted = (queue: string, counts: string) =>
      eventually(async () => (await kotta.counts(queue)).join() === counts, `${queue} has ${counts}`);

    test("brings the job of a lost worker back at once, in either pool", async () => {
      const tasks = [await run(), await run()] as const;
      const jobs = [
        await active(prod, tasks[0], { i_lease_until: 4_000_000_000 }),
        await active(test_, tasks[1], { i_lease_until: 4_000_000_000 }),
      ] as const;
      for (const task of tasks) await stop(task);
      watch();

      for (const [pool, job] of [
        [prod, jobs[0]],
        [test_, jobs[1]],
      ] as const) {
        await counted(pool.active, "0,0");
        await counted(pool.pending, "1,0");
        expect(await kotta.job(job)).toMatchObject({ status: "pending" });
        expect(await kotta.job(job)).not.toHaveProperty("i_lease_until");
      }
    });

    test("takes a task that ECS has forgotten for lost", async () => {
      const job = await active(prod, "arn:aws:ecs:us-east-1:111122223333:task/kotta/0123456789abcdef");
      watch();
      await counted(prod.pending, "1,0");
      expect(await kotta.job(job)).toMatchObject({ status: "pending" });
    });

    test("says that a job failed when its last attempt is lost", async () => {
      const mails = await kotta.mails();
      const task = await run();
      const job = await active(prod, task, { i_attempt: 3 });
      await stop(task);
      watch();

      await counted(prod.active, "0,0");
      expect(await kotta.job(job)).toMatchObject({ status: "failed", i_dead_letter: true });
      expect((await kotta.mails()).slice(mails.length)).toEqual(["ada@example.org: Cloud Kotta: your job has failed"]);
    });

    test("leaves a job alone whose worker runs, for as long as it runs", async () => {
      const task = await run();
      const job = await active(prod, task, { i_lease_until: 4_000_000_000 });
      const watcher = watch();
      await kotta.status(await active(prod, await run(), { status: "completed" }), "completed");
      await counted(prod.active, "1,0");
      expect(await kotta.counts(prod.pending)).toEqual([0, 2]);
      expect(await kotta.job(job)).toMatchObject({ status: "processing", i_lease_until: 4_000_000_000 });

      await stop(task);
      await counted(prod.active, "0,0");
      expect(await kotta.job(job)).toMatchObject({ status: "pending" });
      watcher.child.kill("SIGTERM");
      expect(await watcher.ended).toBe(0);
    });

    test("drops messages of jobs that are over", async () => {
      const statuses = ["completed", "failed", "cancelled"];
      const jobs: string[] = [];
      for (const status of statuses) jobs.push(await active(prod, await run(), { status }));
      watch();
      await counted(prod.active, "0,0");
      expect(await kotta.counts(prod.pending)).toEqual([0, 3]);
      for (const [index, job] of jobs.entries()) expect((await kotta.job(job))["status"]).toBe(statuses[index]);
    });

    test("goes on with other messages when one cannot be dealt with", async () => {
      await active(prod, await run());
      await active(prod, await run(), { status: "completed" });
      agent.cluster = `${CLUSTER}-that-is-missing`;
      const watcher = watch();
      await watcher.prints("ClusterNotFoundException");
      agent.cluster = CLUSTER;
      await counted(prod.active, "1,0");
      expect(watcher.child.exitCode).toBeNull();
    });

    test("drops messages of jobs that nobody knows, and of those that another worker has by now", async () => {
      const [old, current] = [await run(), await run()];
      await post(prod, "never-heard-of", { instance_id: old, pending_handle: "none" });
      await post(prod, await active(prod, current), { instance_id: old, pending_handle: "none" });
      watch();
      await counted(prod.active, "1,0");
    });

    describe("asked by an idle worker to stop it", () => {
      let count = 0;
      const service = async (desiredCount: number, MinCapacity: number) => {
        const serviceName = `workers-${++count}`;
        await ecs.send(new CreateServiceCommand({ cluster, serviceName, taskDefinition: "worker", desiredCount }));
        const ResourceId = `service/${cluster}/${serviceName}`;
        await kotta.emulator.json("application-autoscaling", "AnyScaleFrontendService.RegisterScalableTarget", {
          ServiceNamespace: "ecs",
          ResourceId,
          ScalableDimension: "ecs:service:DesiredCount",
          MinCapacity,
          MaxCapacity: 10,
        });
        return serviceName;
      };
      const desired = async (name: string) =>
        (await ecs.send(new DescribeServicesCommand({ cluster, services: [name] }))).services![0]!.desiredCount;
      const asks = async (name: string) => post(prod, "kill_request", { instance_id: await run(name) });

      test("makes the service smaller, down to its smallest and no further", async () => {
        const name = await service(3, 1);
        for (let times = 0; times < 4; times++) await asks(name);
        watch();
        await counted(prod.active, "0,0");
        expect(await desired(name)).toBe(1);
      });

      test("leaves the service as it is while jobs wait", async () => {
        const name = await service(3, 0);
        await kotta.submit(prod, "true");
        await asks(name);
        watch();
        await counted(prod.active, "0,0");
        expect(await desired(name)).toBe(3);
      });

      test("does nothing for a task that is gone, or that no service started", async () => {
        const name = await service(3, 0);
        const gone = await run(name);
        await stop(gone);
        await post(prod, "kill_request", { instance_id: gone });
        const job = { cluster, taskDefinition: "worker", launchType: "FARGATE" } as const;
        const { tasks } = await ecs.send(new RunTaskCommand(job));
        await post(prod, "kill_request", { instance_id: tasks![0]!.taskArn! });
        watch();
        await counted(prod.active, "0,0");
        expect(await desired(name)).toBe(3);
      });
    });
  });

  test("the queue watcher publishes what each queue holds, waiting and in flight", async () => {
    const [prod, test_] = [await kotta.pool(), await kotta.pool()];
    await active(prod, "task");
    await kotta.submit(prod, "true");
    const watcher = kotta.start("kotta.queue_watcher", queues(prod, test_));

    const published = async (queue: string) => {
      const answer = await kotta.emulator.query("monitoring", {
        Action: "GetMetricStatistics",
        Namespace: "SQS",
        MetricName: "ApproximateNumberOfTotalMessages",
        "Dimensions.member.1.Name": "QueueName",
        "Dimensions.member.1.Value": arnOf(queue).split(":").at(-1)!,
        StartTime: new Date(Date.now() - 3_600_000).toISOString(),
        EndTime: new Date(Date.now() + 3_600_000).toISOString(),
        Period: "60",
        "Statistics.member.1": "Maximum",
      });
      return /<Maximum>([\d.]+)</.exec(answer)?.[1];
    };
    const values = await eventually(async () => {
      const all = await Promise.all([prod.pending, prod.active, test_.pending, test_.active].map(published));
      return all.every((value) => value !== undefined) && all.map(Number);
    }, "all are published");
    expect(values).toEqual([2, 1, 0, 0]);
    watcher.child.kill("SIGTERM");
    expect(await watcher.ended).toBe(0);
  });
});
