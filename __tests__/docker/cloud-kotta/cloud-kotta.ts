import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { ACCOUNT, type Emulator } from "../../emulator/emulator";
import type { Agent } from "./agent";
import { eventually, Program } from "./program";

/** The folder that the image is built from. */
export const FOLDER = join(__dirname, "../../../docker/cloud-kotta");
export const BUCKET = "kotta-jobs";
const REGION = "us-east-1";

/** An item of a table, without DynamoDB's types. */
export type Item = Record<string, any>;

/** The queues of one pool. */
export interface Pool {
  readonly pending: string;
  readonly active: string;
  readonly dead: string;
  readonly topic: string;
}

/** Cloud Kotta in the emulator: tables, the bucket, queues, and programs that run there. */
export class Kotta {
  readonly scratch = mkdtempSync(join(tmpdir(), "kotta-"));
  readonly dynamo: DynamoDBClient;
  readonly s3: S3Client;
  private readonly children = new Set<ChildProcess>();
  private count = 0;

  constructor(readonly emulator: Emulator) {
    this.dynamo = new DynamoDBClient(emulator.client());
    this.s3 = new S3Client({ ...emulator.client(), forcePathStyle: true });
  }

  /** Makes what all pools share. Uploads without encryption are refused, as the bucket's policy does. */
  async create(): Promise<void> {
    for (const [TableName, AttributeName] of [
      ["Jobs", "job_id"],
      ["Users", "user_id"],
    ]) {
      await this.emulator.fetch(
        "dynamodb",
        "POST",
        "/",
        JSON.stringify({
          TableName,
          AttributeDefinitions: [{ AttributeName, AttributeType: "S" }],
          KeySchema: [{ AttributeName, KeyType: "HASH" }],
          BillingMode: "PAY_PER_REQUEST",
        }),
        { "x-amz-target": "DynamoDB_20120810.CreateTable", "content-type": "application/x-amz-json-1.0" },
      );
    }
    await this.bucket(BUCKET, {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: `arn:aws:s3:::${BUCKET}/*`,
      Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": "AES256" } },
    });
    await this.emulator.query("email", { Action: "VerifyEmailIdentity", EmailAddress: "kotta@example.org" });
  }

  /** Makes a bucket with a policy. */
  async bucket(name: string, ...Statement: object[]): Promise<void> {
    await this.emulator.fetch("s3", "PUT", `/${name}`);
    const policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await this.emulator.fetch("s3", "PUT", `/${name}?policy`, policy);
  }

  /** Makes the queues of a pool. */
  async pool({ visibility = 43_199, attempts = 3 } = {}): Promise<Pool> {
    const name = `pool-${++this.count}`;
    const dead = await this.queue(`${name}-dead`, {});
    const queue = (suffix: string, VisibilityTimeout: number, maxReceiveCount: number) =>
      this.queue(`${name}-${suffix}`, {
        VisibilityTimeout: String(visibility && VisibilityTimeout),
        ReceiveMessageWaitTimeSeconds: "1",
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf(dead), maxReceiveCount }),
      });
    const pending = await queue("pending", visibility, attempts);
    const active = await queue("active", 30, 1000);
    const answer = await this.emulator.query("sns", { Action: "CreateTopic", Name: name });
    const topic = /<TopicArn>(.+?)</.exec(answer)![1]!;
    await this.emulator.query("sns", {
      Action: "Subscribe",
      TopicArn: topic,
      Protocol: "sqs",
      Endpoint: arnOf(pending),
    });
    return { pending, active, dead, topic };
  }

  private async queue(QueueName: string, Attributes: Record<string, string>): Promise<string> {
    return (await this.sqs("CreateQueue", { QueueName, Attributes })).QueueUrl;
  }

  /** Calls an operation of SQS. */
  sqs(operation: string, body: object): Promise<any> {
    return this.emulator.json("sqs", `AmazonSQS.${operation}`, body);
  }

  /** Messages of a queue: visible, and in flight. */
  async counts(QueueUrl: string): Promise<[number, number]> {
    const { Attributes } = await this.sqs("GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] });
    return [Number(Attributes.ApproximateNumberOfMessages), Number(Attributes.ApproximateNumberOfMessagesNotVisible)];
  }

  /** Puts a job into the table and publishes it, as the web server does. */
  async submit(pool: Pool, executable: string, more: Item = {}): Promise<string> {
    const job = {
      job_id: `job-${++this.count}`,
      status: "pending",
      user_email: "ada@example.org",
      executable,
      ...more,
    };
    await this.put("Jobs", job);
    await this.emulator.query("sns", { Action: "Publish", TopicArn: pool.topic, Message: JSON.stringify(job) });
    return job.job_id;
  }

  /** Puts an item. */
  async put(TableName: string, item: Item): Promise<void> {
    await this.dynamo.send(new PutItemCommand({ TableName, Item: typed(item).M }));
  }

  /** The item of a job. */
  async job(job_id: string): Promise<Item> {
    return (await this.item("Jobs", { job_id }))!;
  }

  /** An item of a table. */
  async item(TableName: string, key: Item): Promise<Item | undefined> {
    const { Item } = await this.dynamo.send(new GetItemCommand({ TableName, Key: typed(key).M, ConsistentRead: true }));
    return Item && (plain({ M: Item }) as Item);
  }

  /** Waits until a job has a status. */
  status(job_id: string, status: string): Promise<Item> {
    return eventually(async () => {
      const job = await this.job(job_id);
      const over = ["completed", "failed", "cancelled"].includes(job["status"]);
      if (over && job["status"] !== status && !job["i_dead_letter"]) throw new Error(JSON.stringify(job));
      return job["status"] === status && job;
    }, `${job_id} is ${status}`);
  }

  /** Sets a job's status, as somebody else. */
  async setStatus(job_id: string, status: string): Promise<void> {
    await this.dynamo.send(
      new UpdateItemCommand({
        TableName: "Jobs",
        Key: { job_id: { S: job_id } },
        UpdateExpression: "SET #status = :status",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: { ":status": { S: status } },
      }),
    );
  }

  /** The text of an object. */
  async text(Key: string, Bucket = BUCKET): Promise<string> {
    return (await this.s3.send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToString();
  }

  /** Keys of the bucket with a prefix. */
  async keys(Prefix: string): Promise<string[]> {
    const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix }));
    return Contents.map(({ Key }) => Key!);
  }

  /** Mails that were sent: to whom, and the subject. */
  async mails(): Promise<string[]> {
    const data: any = await (await fetch(`${this.emulator.endpoint}/moto-api/data.json`)).json();
    return (data.ses.Message ?? []).map((mail: any) => `${mail.destinations.ToAddresses}: ${mail.subject}`);
  }

  /** Starts a Python module of the image with an environment of its own. */
  start(module: string, environment: Record<string, string>, ...words: string[]): Program {
    const child = spawn("python3", ["-m", module, ...words], {
      env: {
        PATH: process.env["PATH"],
        PYTHONPATH: FOLDER,
        PYTHONUNBUFFERED: "1",
        PYTHONDONTWRITEBYTECODE: "1",
        AWS_ENDPOINT_URL: this.emulator.endpoint,
        AWS_ACCESS_KEY_ID: ACCOUNT,
        AWS_SECRET_ACCESS_KEY: "rehearsal",
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_REGION: REGION,
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.children.add(child);
    child.on("exit", () => this.children.delete(child));
    return new Program(child);
  }

  /** Starts a worker of a pool. */
  worker(pool: Pool, agent: Agent, more: Record<string, string> = {}): Program {
    return this.start("kotta.worker", {
      QUEUE_URL: pool.pending,
      ACTIVE_QUEUE_URL: pool.active,
      JOBS_TABLE: "Jobs",
      JOBS_BUCKET: BUCKET,
      EMAIL_SENDER: "kotta@example.org",
      SERVER_URL: "https://kotta.example.org",
      SCRATCH: this.scratch,
      ...agent.environment,
      ...more,
    });
  }

  /** Ends what still runs. */
  end(): void {
    for (const child of this.children) {
      child.kill("SIGKILL");
    }
  }

  /** Removes the scratch folder. */
  clear(): void {
    this.end();
    rmSync(this.scratch, { recursive: true, force: true });
  }
}

/** The ARN of a queue with this URL. */
export function arnOf(url: string): string {
  return `arn:aws:sqs:us-east-1:${ACCOUNT}:${url.split("/").at(-1)}`;
}

function typed(value: any): any {
  if (Array.isArray(value)) return { L: value.map(typed) };
  if (typeof value === "object") {
    return { M: Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, typed(inner)])) };
  }
  if (typeof value === "number") return { N: String(value) };
  return typeof value === "boolean" ? { BOOL: value } : { S: value };
}

function plain(value: any): unknown {
  if ("M" in value) return Object.fromEntries(Object.entries(value.M).map(([name, inner]) => [name, plain(inner)]));
  if ("L" in value) return value.L.map(plain);
  return "N" in value ? Number(value.N) : (value.S ?? value.BOOL);
}
