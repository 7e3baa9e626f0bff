import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { ACCOUNT, describeEmulated, startEmulator } from "../../emulator/emulator";
import { Agent } from "./agent";
import { BUCKET, Kotta } from "./cloud-kotta";
import { eventually } from "./program";

const ROLE = `arn:aws:iam::${ACCOUNT}:role/kotta-user-ada`;
const LONG = "sleep 60";

describeEmulated("a worker of Cloud Kotta", () => {
  let kotta: Kotta;
  let agent: Agent;
  let other: Agent;

  beforeAll(async () => {
    kotta = new Kotta(await startEmulator());
    await kotta.create();
    // Ada's data: nobody but her role reads it, not even the worker.
    await kotta.bucket("ada-data", {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::ada-data/*",
      Condition: { StringNotEquals: { "aws:PrincipalArn": ROLE } },
    });
    await kotta.s3.send(new PutObjectCommand({ Bucket: "ada-data", Key: "folder/in put.txt", Body: "from Ada\n" }));
    [agent, other] = [await Agent.start(), await Agent.start()];
  });
  afterEach(() => {
    kotta.end();
    agent.protections.length = 0;
    agent.refuses = false;
  });
  afterAll(async () => {
    kotta.clear();
    agent.stop();
    other.stop();
    await kotta.emulator.stop();
  });

  test("runs a job from its inputs, read as its user, to its outputs", async () => {
    const pool = await kotta.pool();
    const mails = await kotta.mails();
    const job = await kotta.submit(pool, "sh job.sh", {
      args: "'two words'",
      jobname: "first",
      i_user_role: ROLE,
      i_script_name: "job.sh",
      i_script: 'echo "$1"\r\ncat copy.txt > result.txt\r\nsleep 0.5\r\necho "$TURING_JOB_ID" >&2\r\n',
      inputs: [{ src: "s3://ada-data/folder/in put.txt", dest: "copy.txt" }],
      outputs: [{ src: "result.txt", dest: "elsewhere/result.txt" }],
    });
    const worker = kotta.worker(pool, agent);

    expect(await kotta.status(job, "processing")).toMatchObject({
      i_instance_id: agent.task,
      i_instance_type: "FARGATE",
      i_attempt: 1,
    });
    expect(agent.protections).toEqual([true]);
    expect(await kotta.counts(pool.pending)).toEqual([0, 1]);
    const ended = await kotta.status(job, "completed");

    expect(ended["complete_time"]).toBeGreaterThanOrEqual(ended["start_time"]);
    expect(ended).not.toHaveProperty("i_lease_until");
    for (const name of ["z_stagein_dur", "z_processing_dur", "z_stageout_dur"]) {
      expect(ended[name]).toBeGreaterThanOrEqual(0);
    }
    expect(await kotta.text(`outputs/${job}/result.txt`)).toBe("from Ada\n");
    expect(await kotta.text(`outputs/${job}/STDOUT.txt`)).toBe("two words\n");
    expect(await kotta.text(`outputs/${job}/STDERR.txt`)).toBe(`${job}\n`);
    await eventually(async () => (await kotta.counts(pool.pending)).join() === "0,0", "the message is deleted");
    await eventually(async () => agent.protections.join() === "true,false", "the protection is off");
    expect((await kotta.mails()).slice(mails.length)).toEqual(["ada@example.org: Cloud Kotta: your job has completed"]);
    expect(await kotta.text(`postmortem/${agent.task.split("/").at(-1)}/${job}.log`)).toContain(
      `job ${job}: completed`,
    );

    // The active queue says who ran it, and how to find the message.
    const { Messages } = await kotta.sqs("ReceiveMessage", {
      QueueUrl: pool.active,
      MessageAttributeNames: ["All"],
    });
    expect(Messages[0].MessageAttributes).toMatchObject({
      job_id: { StringValue: job },
      instance_id: { StringValue: agent.task },
      pending_handle: { StringValue: expect.any(String) },
    });
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toBe(0);
  });

  test("says why a job failed, keeps what it printed, and does not try again", async () => {
    const eve = `arn:aws:iam::${ACCOUNT}:role/kotta-user-eve`;
    const cases: [executable: string, more: object, reason: string | RegExp, code?: number][] = [
      ["sh -c 'echo why >&2; exit 3'", {}, "the command ended with exit code 3", 3],
      ["/no/such", {}, "/no/such: No such file or directory"],
      ["sh -c 'never closed", {}, "the command cannot be read: No closing quotation"],
      ["", {}, "the job has no executable"],
      ["true", { outputs: [{ src: "result.txt", dest: "" }] }, "the command did not make result.txt", 0],
      ["true", { outputs: [{ src: "../worker.log" }] }, "'../worker.log' is not a file inside the job's folder"],
      [
        "true",
        { i_user_role: eve, inputs: [{ src: "https://s3.amazonaws.com/ada-data/folder/in%20put.txt", dest: "copy" }] },
        /input https:.+: An error occurred \(403\)/,
      ],
      ["true", { i_user_role: eve, inputs: [{ src: "http://127.0.0.1:1/none", dest: "copy" }] }, /refused/],
      ["true", { i_user_role: eve, inputs: [{ src: "/etc/passwd", dest: "copy" }] }, /not an address of S3/],
      ["sleep 60", { walltime: 0.3 }, "the job ran for longer than its walltime", 1001],
    ];
    const pool = await kotta.pool();
    const mails = await kotta.mails();
    const jobs: string[] = [];
    for (const [executable, more] of cases) jobs.push(await kotta.submit(pool, executable, more));
    kotta.worker(pool, agent);

    for (const [index, [, , reason, code]] of cases.entries()) {
      const { ERROR, ERROR_CODE } = await kotta.status(jobs[index]!, "failed");
      expect(ERROR).toMatch(reason);
      expect(ERROR_CODE).toBe(code);
    }
    await eventually(async () => (await kotta.counts(pool.pending)).join() === "0,0", "the messages are deleted");
    await eventually(async () => agent.protections.length === 2 * cases.length, "the worker is free");
    expect((await kotta.mails()).slice(mails.length)).toEqual(
      cases.map(() => "ada@example.org: Cloud Kotta: your job has failed"),
    );
    expect(await kotta.counts(pool.dead)).toEqual([0, 0]);
    expect(await kotta.text(`outputs/${jobs[0]}/STDERR.txt`)).toBe("why\n");
  });

  test("keeps the message of its job hidden, and ends the command when it is cancelled, with all that it started", async () => {
    const pool = await kotta.pool();
    const pid = join(kotta.scratch, "pid");
    const job = await kotta.submit(pool, `sh -c 'sleep 60 & echo $! > ${pid}; wait'`);
    kotta.worker(pool, agent, { LEASE_SECONDS: "1" });
    await eventually(async () => existsSync(pid) && readFileSync(pid, "utf8"), "the command runs");
    // By now the message would be back if it were hidden for as long as one that is not taken yet.
    await sleep(2_500);
    expect(await kotta.counts(pool.pending)).toEqual([0, 1]);
    await kotta.setStatus(job, "cancelled");
    await eventually(async () => (await kotta.counts(pool.pending)).join() === "0,0", "the message is deleted");
    await eventually(async () => agent.protections.join() === "true,false", "the worker is free");
    expect((await kotta.job(job))["status"]).toBe("cancelled");
    await eventually(
      async () => !existsSync(`/proc/${readFileSync(pid, "utf8").trim()}/cmdline`),
      "the command is gone",
    );
  });

  test("drops a job that was cancelled before it began", async () => {
    const pool = await kotta.pool();
    const job = await kotta.submit(pool, "true", { status: "cancelled" });
    kotta.worker(pool, agent);
    await eventually(async () => (await kotta.counts(pool.pending)).join() === "0,0", "the message is deleted");
    expect(await kotta.keys(`outputs/${job}/`)).toEqual([]);
  });

  test("gives its job back on SIGTERM, and another worker does it", async () => {
    const pool = await kotta.pool();
    const job = await kotta.submit(pool, LONG);
    const worker = kotta.worker(pool, agent);
    await kotta.status(job, "processing");
    const asked = Date.now();
    worker.child.kill("SIGTERM");

    expect(await worker.ended).toBe(0);
    expect(Date.now() - asked).toBeLessThan(15_000);
    expect(await kotta.job(job)).toMatchObject({ status: "pending", i_attempt: 1 });
    expect(await kotta.counts(pool.pending)).toEqual([1, 0]);
    expect(await kotta.text(`postmortem/${agent.task.split("/").at(-1)}/${job}.log`)).toContain("given back");

    kotta.worker(pool, other);
    expect(await kotta.status(job, "processing")).toMatchObject({ i_instance_id: other.task, i_attempt: 2 });
  });

  test("gives its job back on SIGTERM while an input still comes in", async () => {
    let writing: NodeJS.Timeout | undefined;
    const slow = createServer((_, response) => {
      writing = setInterval(() => response.write("a piece, and no end"), 50);
    });
    await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
    const pool = await kotta.pool();
    const src = `http://127.0.0.1:${(slow.address() as AddressInfo).port}/large`;
    const job = await kotta.submit(pool, "true", { i_user_role: ROLE, inputs: [{ src, dest: "large" }] });
    const worker = kotta.worker(pool, agent);
    await eventually(async () => writing !== undefined, "it fetches the input");
    worker.child.kill("SIGTERM");

    expect(await worker.ended).toBe(0);
    expect(worker.output).toContain("given back, because this task is stopped");
    expect(await kotta.job(job)).toMatchObject({ status: "pending" });
    expect(await kotta.counts(pool.pending)).toEqual([1, 0]);
    clearInterval(writing);
    slow.closeAllConnections();
    slow.close();
  });

  test("that is killed loses no job: its message comes back", async () => {
    const pool = await kotta.pool({ visibility: 4 });
    const job = await kotta.submit(pool, LONG);
    const settings = { LEASE_SECONDS: "1" };
    const worker = kotta.worker(pool, agent, settings);
    await kotta.status(job, "processing");
    worker.child.kill("SIGKILL");
    await worker.ended;
    expect(await kotta.counts(pool.pending)).toEqual([0, 1]);

    kotta.worker(pool, other, settings);
    const again = await eventually(async () => {
      const item = await kotta.job(job);
      return item["i_instance_id"] === other.task && item;
    }, "another worker has it");
    expect(again["i_attempt"]).toBe(2);
  });

  test("says that a job failed when its last attempt was stopped, and leaves its message to the dead-letter queue", async () => {
    const pool = await kotta.pool({ attempts: 1 });
    const job = await kotta.submit(pool, LONG);
    const worker = kotta.worker(pool, agent);
    await kotta.status(job, "processing");
    worker.child.kill("SIGTERM");
    await worker.ended;
    expect(await kotta.job(job)).toMatchObject({ status: "failed", i_dead_letter: true, ERROR: /dead-letter queue/ });

    kotta.worker(pool, other);
    await eventually(async () => (await kotta.counts(pool.dead)).join() === "1,0", "it is in the dead-letter queue");

    // Moved back by hand, it is a job again.
    await kotta.sqs("SendMessage", { QueueUrl: pool.pending, MessageBody: JSON.stringify({ job_id: job }) });
    expect(await kotta.status(job, "processing")).toMatchObject({ i_instance_id: other.task });
  });

  test("leaves messages that name no job to the dead-letter queue", async () => {
    const pool = await kotta.pool();
    for (const MessageBody of ["not JSON", "[]", '{"Message": "{}"}', '{"job_id": "never-heard-of"}']) {
      await kotta.sqs("SendMessage", { QueueUrl: pool.pending, MessageBody });
    }
    kotta.worker(pool, agent);
    await eventually(async () => (await kotta.counts(pool.dead)).join() === "4,0", "they are in the dead-letter queue");
    expect(agent.protections).toEqual([]);
  });

  test("does a job once that is delivered twice", async () => {
    const pool = await kotta.pool();
    const job = await kotta.submit(pool, "sh -c 'sleep 4'");
    const first = kotta.worker(pool, agent);
    await kotta.status(job, "processing");
    await kotta.sqs("SendMessage", { QueueUrl: pool.pending, MessageBody: JSON.stringify({ job_id: job }) });
    const second = kotta.worker(pool, other);

    await second.prints(`job ${job}: another task runs it`);
    expect(await kotta.status(job, "completed")).toMatchObject({ i_instance_id: agent.task, i_attempt: 1 });
    expect(first.output).toContain(`job ${job}: completed`);
    expect(await kotta.counts(pool.dead)).toEqual([0, 0]);

    // A third delivery finds it done.
    await kotta.sqs("SendMessage", { QueueUrl: pool.pending, MessageBody: JSON.stringify({ job_id: job }) });
    await eventually(
      async () => `${first.output}${second.output}`.includes(`job ${job}: over, its message is dropped`),
      "the message is dropped",
    );
  });

  test("starts no job that it cannot protect, and ends", async () => {
    const pool = await kotta.pool();
    const job = await kotta.submit(pool, "true");
    agent.refuses = true;
    const worker = kotta.worker(pool, agent);
    expect(await worker.ended).toBe(1);
    expect(worker.output).toContain("ECS did not protect this task");
    expect(await kotta.counts(pool.pending)).toEqual([1, 0]);
    expect(await kotta.job(job)).toMatchObject({ status: "pending" });
  });

  test("asks once to be stopped when it is idle, and ends within its long poll", async () => {
    const pool = await kotta.pool();
    const worker = kotta.worker(pool, agent, { IDLE_SECONDS: "0.1" });
    await eventually(async () => (await kotta.counts(pool.active)).join() === "1,0", "it asks");
    const { Messages } = await kotta.sqs("ReceiveMessage", { QueueUrl: pool.active, MessageAttributeNames: ["All"] });
    expect(JSON.parse(Messages[0].Body)).toEqual({ job_id: "kill_request" });
    expect(Messages[0].MessageAttributes.instance_id.StringValue).toBe(agent.task);
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toBe(0);
    expect(await kotta.counts(pool.active)).toEqual([0, 1]);
    expect(agent.protections).toEqual([]);
  });

  test("names all variables that are missing", async () => {
    const worker = kotta.start("kotta.worker", { JOBS_TABLE: "Jobs", JOBS_BUCKET: BUCKET, ...agent.environment });
    expect(await worker.ended).toBe(1);
    expect(worker.output).toBe(
      "[kotta] missing environment variables: QUEUE_URL ACTIVE_QUEUE_URL EMAIL_SENDER SERVER_URL\n",
    );
  });
});
