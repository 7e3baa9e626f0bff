import type { Arguments } from "../stacks/template";
import { mayAnybody } from "./simulator/simulator";
import { type Deployed, everyEnvironment, everyUser } from "./world";

const STRANGER = "arn:aws:iam::999999999999:role/admin-of-another-account";

/** Who starts a function: an AWS service, for a resource, in an account. */
interface Start {
  readonly service: string;
  readonly source: string;
  readonly account: string;
}

/** The policy of a function as Lambda makes it of its permissions (https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html). */
function policyOf({ stacks, values }: Deployed, name: string): Arguments {
  const own = Object.values(stacks.service.all("aws_lambda_permission")).filter(
    (permission) => permission["function_name"] === `\${aws_lambda_function.${name}_function_lambda.arn}`,
  );
  const text = (value: string) => values.text(stacks.service, value);
  return {
    Version: "2012-10-17",
    Statement: own.map((permission) => ({
      Sid: permission["statement_id"],
      Effect: "Allow",
      Principal: { Service: permission["principal"] },
      Action: permission["action"],
      Resource: text(permission["function_name"]),
      Condition: {
        ArnLike: { "aws:SourceArn": text(permission["source_arn"]) },
        ...(permission["source_account"]
          ? { StringEquals: { "aws:SourceAccount": text(permission["source_account"]) } }
          : {}),
      },
    })),
  };
}

/** Every bucket and topic of an environment, as a service that would start a function for it. */
function sources({ environment, values, stacks, account }: Deployed): (Start & { kind: string; name: string })[] {
  const arn = (address: string) => values.attribute(stacks.data, address, "arn");
  return [
    ...Object.keys(environment.buckets).map((name) => ({
      kind: "bucket",
      name,
      service: "s3.amazonaws.com",
      source: values.text(stacks.data, stacks.data.json["output"][`${name}_arn`].value),
      account,
    })),
    ...Object.keys(environment.topics).map((name) => ({
      kind: "topic",
      name,
      service: "sns.amazonaws.com",
      source: arn(`aws_sns_topic.${name}_topic`),
      account,
    })),
  ];
}

describe.each(everyUser(everyEnvironment(), "functions"))("the function %s", (_name, deployed, name) => {
  const { environment, values, stacks } = deployed;
  const { triggers } = environment.functions[name]!;
  const arn = values.attribute(stacks.service, `aws_lambda_function.${name}_function_lambda`, "arn");
  const policy = policyOf(deployed, name);
  const may = ({ service, source, account }: Start, action = "lambda:InvokeFunction") =>
    mayAnybody(
      service,
      { action, resource: arn, context: { "aws:SourceArn": source, "aws:SourceAccount": account } },
      policy,
      deployed.account,
    );
  const all = sources(deployed);
  const own = all.filter(({ kind, name: source }) =>
    triggers.some((trigger) => (trigger as Record<string, unknown>)[kind] === source),
  );

  it("is started by the buckets and topics that its triggers name, and by no others", async () => {
    for (const source of all) expect([source.name, await may(source)]).toEqual([source.name, own.includes(source)]);
  });

  it("is not started for another account, by another service or by anybody, and not changed by those that start it", async () => {
    for (const source of own) {
      expect(await may({ ...source, service: "events.amazonaws.com" })).toBe(false);
      expect(await may({ ...source, service: STRANGER })).toBe(false);
      expect(await may(source, "lambda:UpdateFunctionCode")).toBe(false);
      // A topic's ARN has its account in it; a bucket's has not, and its name may be somebody else's one day.
      if (source.kind === "bucket") expect(await may({ ...source, account: "999999999999" })).toBe(false);
    }
  });

  it("is given the objects, messages and batches that its triggers say", () => {
    const text = (value: string) => values.text(stacks.service, value);
    const functionOf = (value: string) => text(value) === arn;
    const notified = Object.values(stacks.service.all("aws_s3_bucket_notification")).flatMap((notification) =>
      notification["lambda_function"]
        .filter((target: Arguments) => functionOf(target["lambda_function_arn"]))
        .map((target: Arguments) => ({
          bucket: text(notification["bucket"]),
          prefix: target["filter_prefix"],
          suffix: target["filter_suffix"],
          events: target["events"],
        })),
    );
    const buckets = triggers.flatMap((trigger) =>
      "bucket" in trigger
        ? {
            bucket: values.attribute(stacks.data, `aws_s3_bucket.${trigger.bucket}_bucket`, "bucket"),
            prefix: trigger.prefix,
            suffix: trigger.suffix,
            events: ["s3:ObjectCreated:*"],
          }
        : [],
    );
    const inOrder = (list: object[]) => list.map((one) => JSON.stringify(one)).sort();
    expect(inOrder(notified)).toEqual(inOrder(buckets));
    const mapped = Object.values(stacks.service.all("aws_lambda_event_source_mapping"))
      .filter((mapping) => functionOf(mapping["function_name"]))
      .map((mapping) => [text(mapping["event_source_arn"]), mapping["batch_size"], mapping["function_response_types"]]);
    const queues = triggers.flatMap((trigger) =>
      "queue" in trigger
        ? [
            [
              values.attribute(stacks.data, `aws_sqs_queue.${trigger.queue}_queue`, "arn"),
              trigger.batch,
              ["ReportBatchItemFailures"],
            ],
          ]
        : [],
    );
    expect(mapped).toEqual(queues);
    const subscribed = Object.values(stacks.service.all("aws_sns_topic_subscription"))
      .filter(({ endpoint }) => functionOf(endpoint))
      .map(({ topic_arn: topic, protocol }) => [text(topic), protocol]);
    expect(subscribed).toEqual(own.filter(({ kind }) => kind === "topic").map(({ source }) => [source, "lambda"]));
  });
});
