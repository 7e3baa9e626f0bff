import type { Arguments } from "../stacks/template";
import { mayAnybody, type Request, readPolicy } from "./simulator/simulator";
import { type Deployed, everyEnvironment } from "./world";

const world = everyEnvironment();

const STRANGER = "arn:aws:iam::999999999999:role/admin-of-another-account";
const ANYBODY = [undefined, STRANGER] as const;
const PLAIN_HTTP = { "aws:SecureTransport": "false" };
const ENCRYPTED = { "s3:x-amz-server-side-encryption": "AES256" };
const OLD_TLS = { "s3:TlsVersion": "1.1" };

/** Somebody who may do everything in the account of a resource, but for what the resource's policy denies. */
function administrator({ account }: Deployed): string {
  return `arn:aws:iam::${account}:role/admin`;
}

/** The policy of a resource of the data layer. */
function policyOf({ values, stacks }: Deployed, type: string, name: string): Arguments {
  return readPolicy(values.text(stacks.data, stacks.data.one(type, name)["policy"]));
}

/** Things of one kind that environments own, as rows of a table. */
function every(section: "buckets" | "queues" | "fileSystems"): [string, Deployed, string][] {
  return world.flatMap((deployed) =>
    Object.entries<object>(deployed.environment[section])
      .filter(([, settings]) => section !== "buckets" || !("from" in settings))
      .map(([name]): [string, Deployed, string] => [`${deployed.name} ${name}`, deployed, name]),
  );
}

describe.each(every("buckets"))("the bucket %s", (_name, deployed, name) => {
  const { values, stacks, environment, account } = deployed;
  const policy = policyOf(deployed, "aws_s3_bucket_policy", `${name}_policy`);
  const arn = values.attribute(stacks.data, `aws_s3_bucket.${name}_bucket`, "arn");
  const isPublic = environment.buckets[name]!.public === "read";
  const request = (action: string, context = {}): Request => ({
    action: `s3:${action}`,
    resource: action.endsWith("Bucket") ? arn : `${arn}/a/picture.png`,
    context,
  });
  const may = (who: string | undefined, what: Request) => mayAnybody(who, what, policy, account);

  it(`is ${isPublic ? "" : "not "}read by anybody`, async () => {
    for (const who of ANYBODY) expect(await may(who, request("GetObject"))).toBe(isPublic);
  });

  it("is not listed or written by anybody", async () => {
    for (const who of ANYBODY) {
      for (const action of ["ListBucket", "PutObject", "DeleteObject", "PutObjectAcl", "DeleteBucket"]) {
        expect([action, await may(who, request(action))]).toEqual([action, false]);
      }
    }
  });

  it("answers nobody over plain HTTP or an old TLS, not even an administrator", async () => {
    for (const context of [PLAIN_HTTP, OLD_TLS]) {
      expect(await may(undefined, request("GetObject", context))).toBe(false);
      for (const action of ["GetObject", "PutObject", "ListBucket"]) {
        expect(await may(administrator(deployed), request(action, context))).toBe(false);
      }
    }
    expect(await may(administrator(deployed), request("PutObject", ENCRYPTED))).toBe(true);
  });

  const demands = environment.buckets[name]!.encryption === "demanded";
  it(`${demands ? "refuses" : "takes"} uploads that do not ask for encryption, and takes those that do`, async () => {
    expect(await may(administrator(deployed), request("PutObject", ENCRYPTED))).toBe(true);
    for (const context of [{}, { "s3:x-amz-server-side-encryption": "aws:kms" }]) {
      expect(await may(administrator(deployed), request("PutObject", context))).toBe(!demands);
    }
    expect(await may(administrator(deployed), request("GetObject"))).toBe(true);
  });

  it("blocks public access in all four ways unless it is public", () => {
    const {
      bucket: _,
      "//": __,
      ...blocks
    } = stacks.data.one("aws_s3_bucket_public_access_block", `${name}_public-access-block`);
    expect(blocks).toEqual({
      block_public_acls: !isPublic,
      block_public_policy: !isPublic,
      ignore_public_acls: !isPublic,
      restrict_public_buckets: !isPublic,
    });
  });
});

describe.each(every("queues"))("the queue %s", (_name, deployed, name) => {
  const { values, stacks, environment, account } = deployed;
  const arn = values.attribute(stacks.data, `aws_sqs_queue.${name}_queue`, "arn");
  const { from } = environment.queues[name]!;
  const topics = Object.keys(environment.topics);
  const topicArn = (topic: string) => values.attribute(stacks.data, `aws_sns_topic.${topic}_topic`, "arn");

  it("takes messages from the topic that the manifest names, and from no other", async () => {
    const policies = Object.keys(stacks.data.all("aws_sqs_queue_policy"));
    expect(policies.includes(`${name}_policy`)).toBe(from !== undefined);
    if (from === undefined) return;
    const policy = policyOf(deployed, "aws_sqs_queue_policy", `${name}_policy`);
    const send = (source: string): Request => ({
      action: "sqs:SendMessage",
      resource: arn,
      context: { "aws:SourceArn": source },
    });
    for (const topic of topics) {
      const sent = await mayAnybody("sns.amazonaws.com", send(topicArn(topic)), policy, account);
      expect([topic, sent]).toEqual([topic, topic === from]);
    }
    for (const who of [...ANYBODY, "s3.amazonaws.com"]) {
      expect(await mayAnybody(who, send(topicArn(from)), policy, account)).toBe(false);
      expect(await mayAnybody(who, { ...send(topicArn(from)), action: "sqs:ReceiveMessage" }, policy, account)).toBe(
        false,
      );
    }
  });
});

describe.each(every("fileSystems"))("the file system %s", (_name, deployed, name) => {
  const { values, stacks } = deployed;
  const policy = policyOf(deployed, "aws_efs_file_system_policy", `${name}_policy`);
  const resource = values.attribute(stacks.data, `aws_efs_file_system.${name}_file-system`, "arn");
  const mount = (context = {}): Request => ({ action: "elasticfilesystem:ClientMount", resource, context });
  const may = (who: string | undefined, what: Request) => mayAnybody(who, what, policy, deployed.account);

  it("is mounted over TLS only", async () => {
    expect(await may(administrator(deployed), mount())).toBe(true);
    expect(await may(administrator(deployed), mount(PLAIN_HTTP))).toBe(false);
  });

  it("is mounted by nobody who has no role that says so", async () => {
    for (const who of ANYBODY) expect(await may(who, mount())).toBe(false);
  });
});

describe.each(world.map((deployed): [string, Deployed] => [deployed.name, deployed]))(
  "the alarms of %s",
  (_name, deployed) => {
    const { values, stacks, account } = deployed;
    const policy = readPolicy(values.text(stacks.operations, stacks.operations.one("aws_sns_topic_policy")["policy"]));
    const resource = values.attribute(stacks.operations, "aws_sns_topic.alarm_topic_topic", "arn");
    const publish = (source: string): Request => ({
      action: "sns:Publish",
      resource,
      context: { "aws:SourceAccount": source },
    });

    it("are published by CloudWatch of the same account, and by nobody else", async () => {
      expect(await mayAnybody("cloudwatch.amazonaws.com", publish(account), policy, account)).toBe(true);
      expect(await mayAnybody("cloudwatch.amazonaws.com", publish("999999999999"), policy, account)).toBe(false);
      for (const who of [...ANYBODY, "events.amazonaws.com"]) {
        expect(await mayAnybody(who, publish(account), policy, account)).toBe(false);
      }
    });
  },
);
