import { writablePrefixes } from "../../kinds/bucket/writable-prefixes";
import { ownRole } from "./grants";
import { mayAnybody, mayDo, type Request, readPolicy, roleAt, thatAre } from "./simulator/simulator";
import { type Deployed, everyEnvironment, everyUser } from "./world";

const world = everyEnvironment();

function functionArn({ values, stacks }: Deployed, name: string): string {
  return values.attribute(stacks.service, `aws_lambda_function.${name}_function_lambda`, "arn");
}

describe.each(everyUser(world, "functions"))("the function %s", (_name, deployed, name) => {
  const { environment, values, stacks } = deployed;
  const { triggers, uses } = environment.functions[name]!;
  const role = ownRole(deployed, name);
  const isNetworked = "vpc_config" in stacks.service.one("aws_lambda_function", `${name}_function_lambda`);

  it("writes to buckets that start it, but nothing that would start it again", async () => {
    for (const trigger of triggers) {
      if (!("bucket" in trigger)) continue;
      const { prefix = "", suffix = "" } = trigger;
      const bucket = values.attribute(stacks.data, `aws_s3_bucket.${trigger.bucket}_bucket`, "arn");
      const mayPut = (key: string) => mayDo(role, { action: "s3:PutObject", resource: `${bucket}/${key}` });
      for (const written of writablePrefixes(uses[trigger.bucket])) {
        const shared = [written, prefix].find((one) => one.startsWith(written) && one.startsWith(prefix));
        if (shared !== undefined) expect(await mayPut(`${shared}a/b${suffix}`)).toBe(false);
        expect(await mayPut(`${written}a/b.txt`)).toBe(true);
      }
    }
  });

  it("is put into the network by Lambda, and never by its own code", async () => {
    const create: Request = {
      action: "ec2:CreateNetworkInterface",
      resource: `arn:aws:ec2:${deployed.region}:${deployed.account}:subnet/subnet-1`,
    };
    const code = { "lambda:SourceFunctionArn": functionArn(deployed, name) };
    expect(await mayDo(role, create)).toBe(isNetworked);
    expect(await mayDo(role, { ...create, context: code })).toBe(false);
  });
});

/** Functions that are started by the clock. */
const clocks = everyUser(world, "functions").filter(([, { environment }, name]) =>
  environment.functions[name]!.triggers.some((trigger) => "schedule" in trigger),
);

describe.each(clocks)("the role that starts %s by the clock", (_name, deployed, name) => {
  const { values, stacks, environment } = deployed;
  const role = roleAt(values, stacks.service, `${name}_starter_role`);
  const start = (one: string): Request => ({ action: "lambda:InvokeFunction", resource: functionArn(deployed, one) });
  const keep = (one: string): Request => ({
    action: "sqs:SendMessage",
    resource: values.attribute(stacks.data, `aws_sqs_queue.${one}_dead-letters`, "arn"),
  });

  it("starts it, and keeps what could not be started", async () => {
    expect(await thatAre("denied", [start(name), keep(name)], (request) => mayDo(role, request))).toEqual([]);
    const schedules = Object.values(stacks.service.all("aws_scheduler_schedule")).filter(
      ({ target }) => values.text(stacks.service, target.arn) === functionArn(deployed, name),
    );
    expect(schedules).toHaveLength(environment.functions[name]!.triggers.filter((one) => "schedule" in one).length);
    for (const { target } of schedules) {
      expect(values.text(stacks.service, target.role_arn)).toBe(role.arn);
      expect(values.text(stacks.service, target.dead_letter_config.arn)).toBe(keep(name).resource);
    }
  });

  it("starts no other function and can do nothing else", async () => {
    const others = Object.keys(environment.functions).filter((other) => other !== name);
    expect(others.length).toBeGreaterThan(0);
    const unwanted = others.flatMap((other) => [start(other), keep(other)]);
    expect(await thatAre("allowed", unwanted, (request) => mayDo(role, request))).toEqual([]);
    expect(role.policies.flatMap(({ Statement }) => Statement.flatMap((one: any) => one.Action))).toEqual([
      "lambda:InvokeFunction",
      "sqs:SendMessage",
    ]);
  });
});

/** Repositories of systems that have functions. */
const repositories = world.flatMap((deployed) =>
  Object.entries(deployed.environment.images)
    .filter(([, { build }]) => build !== undefined)
    .map(([image]): [string, Deployed, string] => [`${deployed.name} ${image}`, deployed, image]),
);

describe.each(repositories)("the repository of %s", (_name, deployed, image) => {
  const { environment, values, stacks, region, account } = deployed;
  const runs = Object.entries(environment.functions).filter(([, one]) => one.image === image);
  const policies = Object.values(stacks.registry.all("aws_ecr_repository_policy")).filter(
    ({ repository }) => repository === `\${aws_ecr_repository.${image}_repository.name}`,
  );

  it(`lets Lambda pull for ${runs.length > 0 ? "the functions of the system" : "nobody"}, and nobody else`, async () => {
    expect(policies.length).toBe(runs.length > 0 ? 1 : 0);
    for (const { policy } of policies) {
      // A repository's policy is about the repository.
      const document = readPolicy(values.text(stacks.registry, policy));
      const resource = values.attribute(stacks.registry, `aws_ecr_repository.${image}_repository`, "arn");
      const statements = document["Statement"].map((one: object) => ({ ...one, Resource: resource }));
      const may = (principal: string | undefined, action: string, source: string) =>
        mayAnybody(
          principal,
          { action: `ecr:${action}`, resource, context: { "aws:SourceArn": source } },
          { ...document, Statement: statements },
          account,
        );
      const mine = runs.map(([name]) => functionArn(deployed, name));
      for (const source of mine) {
        for (const action of ["BatchGetImage", "GetDownloadUrlForLayer"]) {
          expect(await may("lambda.amazonaws.com", action, source)).toBe(true);
          expect(await may("ecs-tasks.amazonaws.com", action, source)).toBe(false);
          expect(await may(undefined, action, source)).toBe(false);
        }
        expect(await may("lambda.amazonaws.com", "PutImage", source)).toBe(false);
      }
      const strangers = [
        `arn:aws:lambda:${region}:999999999999:function:${deployed.name}-resize`,
        `arn:aws:lambda:${region}:${account}:function:another-prod-resize`,
      ];
      for (const source of strangers) {
        expect(await may("lambda.amazonaws.com", "BatchGetImage", source)).toBe(false);
      }
    }
  });
});
