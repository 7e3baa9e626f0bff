import { ACCOUNT, describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("a queue", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  const call = (operation: string, body: object) => emulator.json("sqs", `AmazonSQS.${operation}`, body);
  const attributes = async (QueueUrl: string) =>
    (await call("GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] })).Attributes;

  test("answers its redrive policy without white space", async () => {
    await call("CreateQueue", { QueueName: "dead" });
    const target = `arn:aws:sqs:us-east-1:${ACCOUNT}:dead`;
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: target, maxReceiveCount: 5 });
    const { QueueUrl } = await call("CreateQueue", { QueueName: "work", Attributes: { RedrivePolicy } });

    expect((await attributes(QueueUrl)).RedrivePolicy).toBe(RedrivePolicy);
  });

  test("keeps its policies when another attribute is set", async () => {
    const RedriveAllowPolicy = JSON.stringify({ redrivePermission: "denyAll" });
    const statement = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: "*" };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const { QueueUrl } = await call("CreateQueue", { QueueName: "kept", Attributes: { Policy, RedriveAllowPolicy } });
    await call("SetQueueAttributes", { QueueUrl, Attributes: { VisibilityTimeout: "60" } });

    const kept = await attributes(QueueUrl);
    expect(kept).toMatchObject({ RedriveAllowPolicy, VisibilityTimeout: "60" });
    expect(JSON.parse(kept.Policy)).toEqual(JSON.parse(Policy));
  });

  test("has no redrive allow policy once that is set to nothing", async () => {
    const RedriveAllowPolicy = JSON.stringify({ redrivePermission: "denyAll" });
    const { QueueUrl } = await call("CreateQueue", { QueueName: "open", Attributes: { RedriveAllowPolicy } });
    await call("SetQueueAttributes", { QueueUrl, Attributes: { RedriveAllowPolicy: "" } });

    expect(await attributes(QueueUrl)).not.toHaveProperty("RedriveAllowPolicy");
  });
});
