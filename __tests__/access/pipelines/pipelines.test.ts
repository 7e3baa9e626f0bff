import { mayAnybody, mayDo, type Request, readPolicy, thatAre } from "../simulator/simulator";
import type { Delivered } from "../world";
import { dangers } from "./dangers";
import { artifacts, connectionOf, duties, on, type Principal, prefixOf, principals, using, world } from "./duties";

const words = ({ action, resource, context }: Request) => JSON.stringify([action, resource, context]);

const table = principals.map((one): [string, Principal] => [one.role.name, one]);

it("sees the roles of every kind of step", () => {
  const kinds = principals.map(({ step }) => step?.split("-")[0] ?? "pipeline");
  expect([...new Set(kinds)].sort()).toEqual(["deploy", "images", "pipeline", "plan", "test"]);
});

describe.each(table)("the role %s", (_name, principal) => {
  const { delivered, pipeline, step, role } = principal;
  const may = (request: Request) => mayDo(role, request);
  const own = new Set(duties(principal).map(words));

  it("does what it is for", async () => {
    expect(await thatAre("denied", duties(principal), may)).toEqual([]);
  });

  it("does nothing that others are for", async () => {
    const others = principals.flatMap(duties).filter((request) => !own.has(words(request)));
    expect(await thatAre("allowed", others, may)).toEqual([]);
  });

  it("does nothing that would let it out, or change what others rely on", async () => {
    expect(await thatAre("allowed", dangers(delivered), may)).toEqual([]);
  });

  if (step === undefined) return;

  it("reads one repository and writes to none, whatever its connection reaches", async () => {
    const connection = connectionOf(delivered, pipeline);
    const { repository } = delivered.system.pipelines[pipeline]!;
    const unwanted = [
      ...using(connection, repository, "read_write"),
      ...using(connection, "example/another", "read_only"),
      ...on(connection, `${prefixOf(connection)}:UseConnection`),
    ];
    expect(await thatAre("allowed", unwanted, may)).toEqual([]);
  });

  it("does not say which commit the next steps deploy, and reads no plan", async () => {
    const unwanted = [
      ...on(`${artifacts(delivered)}/a-pipeline/source/aB3dE5f`, "s3:PutObject"),
      ...on(`${artifacts(delivered)}/a-pipeline/plan-prod/aB3dE5f`, "s3:GetObject s3:GetObjectVersion"),
    ];
    expect(await thatAre("allowed", unwanted, may)).toEqual([]);
  });
});

describe.each(world.map((one): [string, Delivered] => [one.system.name, one]))("of %s", (_name, delivered) => {
  const { stack, values, account, system } = delivered;
  const anybody = [undefined, "arn:aws:iam::999999999999:role/admin-of-another-account"];

  it("what pipelines keep is read and written by nobody else, and by nobody without TLS", async () => {
    const policy = readPolicy(values.text(stack, stack.one("aws_s3_bucket_policy")["policy"]));
    const object = `${artifacts(delivered)}/a-pipeline/source/aB3dE5f`;
    for (const request of on(object, "s3:GetObject s3:PutObject s3:DeleteObject")) {
      for (const who of anybody) expect(await mayAnybody(who, request, policy, account)).toBe(false);
      const plain = { ...request, context: { "aws:SecureTransport": "false" } };
      expect(await mayAnybody(`arn:aws:iam::${account}:role/admin`, plain, policy, account)).toBe(false);
    }
  });

  it("people are told by EventBridge, and by nobody else", async () => {
    const watched = Object.keys(stack.all("aws_sns_topic_policy"));
    expect(watched).toEqual(
      Object.entries(system.pipelines).flatMap(([name, { notify }]) =>
        notify.length > 0 ? [`${name}_watch_policy`] : [],
      ),
    );
    for (const name of watched) {
      const policy = readPolicy(values.text(stack, stack.one("aws_sns_topic_policy", name)["policy"]));
      const topic = values.attribute(stack, `aws_sns_topic.${name.replace(/policy$/, "topic")}`, "arn");
      const [publish, subscribe] = on(topic, "sns:Publish sns:Subscribe") as [Request, Request];
      expect(await mayAnybody("events.amazonaws.com", publish, policy, account)).toBe(true);
      for (const who of [...anybody, "cloudwatch.amazonaws.com"])
        expect(await mayAnybody(who, publish, policy, account)).toBe(false);
      for (const who of [...anybody, "events.amazonaws.com"])
        expect(await mayAnybody(who, subscribe, policy, account)).toBe(false);
    }
  });
});
