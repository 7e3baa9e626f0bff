import { LambdaPull } from "../../modules/ecr/lambda-pull";
import { Role } from "../../modules/iam/role";
import { LambdaFunction, type LambdaFunctionProps } from "../../modules/lambda/lambda-function";
import { QueueTrigger } from "../../modules/lambda/queue-trigger";
import { TopicTrigger } from "../../modules/lambda/topic-trigger";
import { BucketNotification } from "../../modules/s3/bucket-notification";
import { ScheduledFunction } from "../../modules/scheduler/scheduled-function";
import { deadLetters } from "../../modules/sqs/dead-letters";
import { made } from "./made";

const ARN = "arn:aws:lambda:eu-central-1:111111111111:function:shop-resize";
const DEAD_LETTERS = "arn:aws:sqs:eu-central-1:111111111111:shop-resize-dead-letters";

/** A function, with some of its settings changed. */
const resize = (settings: Partial<LambdaFunctionProps> = {}) =>
  made((scope) => {
    const role = new Role(scope, "role", {
      name: "shop-resize",
      description: "Resizes",
      service: "lambda.amazonaws.com",
      statements: [{ actions: ["sqs:SendMessage"], resources: [DEAD_LETTERS] }],
    });
    new LambdaFunction(scope, "resize", {
      name: "shop-resize",
      image: "111111111111.dkr.ecr.eu-central-1.amazonaws.com/shop/resize:1",
      architecture: "arm64",
      environment: {},
      memory: 512,
      timeout: 30,
      scratch: 512,
      attempts: 3,
      role,
      logGroupName: "/shop/resize",
      deadLettersArn: DEAD_LETTERS,
      ...settings,
    });
  });

describe("a function", () => {
  const lambda = resize().one("aws_lambda_function");

  it("runs its image, on the image's architecture, as the image says", () => {
    expect(lambda).toMatchObject({ package_type: "Image", architectures: ["arm64"], image_uri: expect.any(String) });
    expect(lambda).not.toHaveProperty("image_config");
    expect(resize({ command: ["a"] }).one("aws_lambda_function")["image_config"]).toEqual({ command: ["a"] });
  });
  it("is outside any network until it needs one", () => {
    expect(lambda).not.toHaveProperty("vpc_config");
    const network = { subnetIds: ["subnet-1"], securityGroupId: "sg-1" };
    expect(resize({ network }).one("aws_lambda_function")["vpc_config"]).toEqual({
      subnet_ids: ["subnet-1"],
      security_group_ids: ["sg-1"],
    });
  });
  it("writes to a log that is its own, and is not traced", () => {
    expect(lambda["logging_config"]).toEqual({ log_format: "Text", log_group: "/shop/resize" });
    expect(lambda).not.toHaveProperty("tracing_config");
  });
  it("takes no more of the account's runs than it is given", () => {
    expect(lambda).not.toHaveProperty("reserved_concurrent_executions");
    expect(resize({ concurrency: 5 }).one("aws_lambda_function")["reserved_concurrent_executions"]).toBe(5);
  });
  it("is made after its role's permissions, which Lambda tries", () =>
    expect(lambda["depends_on"]).toEqual(["aws_iam_role_policy.role_policy"]));
  it("keeps events that failed every time, with the reason", () => {
    expect(resize({ attempts: 1 }).one("aws_lambda_function_event_invoke_config")).toMatchObject({
      maximum_retry_attempts: 0,
      destination_config: { on_failure: { destination: DEAD_LETTERS } },
    });
  });
});

describe("dead letters", () => {
  const queue = made((scope) => void deadLetters(scope, "dead", { of: "shop-resize", guarded: true })).one(
    "aws_sqs_queue",
  );

  it("are encrypted, kept for 14 days, and refuse to be destroyed", () =>
    expect(queue).toMatchObject({
      name: "shop-resize-dead-letters",
      sqs_managed_sse_enabled: true,
      message_retention_seconds: 14 * 24 * 3600,
      lifecycle: { prevent_destroy: true },
    }));
});

describe("a queue's trigger", () => {
  const mapping = (concurrency?: number) =>
    made(
      (scope) =>
        new QueueTrigger(scope, "jobs", {
          queueArn: "arn:aws:sqs:eu-central-1:111111111111:jobs",
          functionArn: ARN,
          batch: 10,
          concurrency,
        }),
    ).one("aws_lambda_event_source_mapping");

  it("brings back only the messages that failed", () =>
    expect(mapping()["function_response_types"]).toEqual(["ReportBatchItemFailures"]));
  it("takes no more messages than the function's own runs can work on", () => {
    expect(mapping()).not.toHaveProperty("scaling_config");
    expect(mapping(5)["scaling_config"]).toEqual({ maximum_concurrency: 5 });
  });
});

describe("a topic's trigger", () => {
  const template = made((scope) => new TopicTrigger(scope, "news", { topicArn: "arn:topic", functionArn: ARN }));

  it("lets only this topic start the function, before it is subscribed", () => {
    expect(template.one("aws_lambda_permission")).toMatchObject({
      principal: "sns.amazonaws.com",
      source_arn: "arn:topic",
    });
    expect(template.one("aws_sns_topic_subscription")).toMatchObject({
      protocol: "lambda",
      depends_on: ["aws_lambda_permission.news_permission"],
    });
  });
});

describe("a bucket's notification", () => {
  const target = { name: "resize", functionArn: ARN };
  const template = made(
    (scope) =>
      new BucketNotification(scope, "uploads", {
        bucket: "shop-uploads",
        bucketArn: "arn:aws:s3:::shop-uploads",
        account: "111111111111",
        targets: [
          { ...target, prefix: "a/" },
          { ...target, prefix: "b/" },
        ],
      }),
  );

  it("lets only this bucket, of this account, start the function, before it is told of objects", () => {
    expect(template.one("aws_lambda_permission")).toMatchObject({
      principal: "s3.amazonaws.com",
      source_arn: "arn:aws:s3:::shop-uploads",
      source_account: "111111111111",
    });
    expect(template.one("aws_s3_bucket_notification")["depends_on"]).toEqual([
      "aws_lambda_permission.uploads_permission_resize",
    ]);
  });
  it("has an id for each of its targets, whichever order they are in", () => {
    const ids = template.one("aws_s3_bucket_notification")["lambda_function"].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^resize-[0-9a-f]{6}$/);
  });
});

describe("a function by the clock", () => {
  const { target, ...schedule } = made(
    (scope) =>
      new ScheduledFunction(scope, "nightly", {
        name: "shop-resize-nightly",
        description: "Starts it",
        schedule: "cron(0 4 * * ? *)",
        timeZone: "Europe/Berlin",
        functionArn: ARN,
        roleArn: "arn:role",
        deadLettersArn: DEAD_LETTERS,
      }),
  ).one("aws_scheduler_schedule");

  it("starts at the minute", () => expect(schedule["flexible_time_window"]).toEqual({ mode: "OFF" }));
  it("keeps what could not be started within an hour", () =>
    expect(target).toMatchObject({
      retry_policy: { maximum_event_age_in_seconds: 3600 },
      dead_letter_config: { arn: DEAD_LETTERS },
    }));
});

describe("a repository that Lambda pulls from", () => {
  it("lets it read for these functions, and do nothing else", () => {
    const template = made((scope) => new LambdaPull(scope, "pull", { repository: "shop/resize", functions: [ARN] }));
    const { Statement } = JSON.parse(template.one("aws_ecr_repository_policy")["policy"]);
    expect(Statement).toEqual([
      {
        Sid: "LambdaECRImageRetrievalPolicy",
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        Condition: { ArnLike: { "aws:SourceArn": [ARN] } },
      },
    ]);
  });
});
