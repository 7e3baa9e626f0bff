import { resolve } from "node:path";
import { type Arguments, synthesize } from "../../stacks/template";

const stacks = synthesize(resolve(__dirname, "../../fixtures/everything"), "everything-prod");
const data = stacks["everything-prod-data"]!;
const service = stacks["everything-prod-service"]!;
const operations = stacks["everything-prod-operations"]!;
const schedules: Record<string, Arguments> = Object.fromEntries(
  Object.entries(service.all("aws_scheduler_schedule")).filter(([name]) => name.startsWith("scheduled_jobs_")),
);
const JOBS = ["nightly", "clone", "hourly"];
const FAILURES = "${data.terraform_remote_state.data.outputs.scheduled_jobs_failures_arn}";

/** What EventBridge looks for when a job's task changes. */
const pattern = (job: string) =>
  JSON.parse(service.one("aws_cloudwatch_event_rule", `scheduled_jobs_run_failures_${job}-failed`)["event_pattern"]);

it("a run that could not be started is kept", () => {
  expect(Object.values(schedules).map(({ target }) => target.dead_letter_config)).toEqual(
    JOBS.map(() => ({ arn: FAILURES })),
  );
});

describe.each(JOBS)("a run of %s that fails", (job) => {
  const { target } = schedules[`scheduled_jobs_${job}_schedule`]!;
  const { detail, ...event } = pattern(job);

  it("is known by its group, in its own cluster", () => {
    expect(event).toEqual({ source: ["aws.ecs"], "detail-type": ["ECS Task State Change"] });
    expect(detail.group).toEqual([target.ecs_parameters.group]);
    expect(detail.clusterArn).toEqual([target.arn]);
    expect(detail.lastStatus).toEqual(["STOPPED"]);
  });

  it("has not begun, or ended with another exit code than 0 in the container whose command it is", () => {
    const [{ name: container }] = JSON.parse(target.input).containerOverrides;
    expect(detail.$or).toEqual([
      { containers: { name: [container], exitCode: [{ "anything-but": [0] }] } },
      { stopCode: ["TaskFailedToStart"] },
    ]);
  });

  it("is kept in the queue of what failed", () => {
    expect(service.one("aws_cloudwatch_event_target", `scheduled_jobs_run_failures_${job}-failed-target`)["arn"]).toBe(
      FAILURES,
    );
  });
});

it("no two jobs' runs are taken for each other's, nor a service's tasks for a job's", () => {
  const groups = JOBS.map((job) => pattern(job).detail.group[0]);
  expect(groups).toEqual(JOBS.map((job) => `job:${job}`));
});

it("only these rules may put something into the queue", () => {
  const { queue_url, policy } = service.one("aws_sqs_queue_policy", "scheduled_jobs_run_failures_policy");
  expect(queue_url).toBe("${data.terraform_remote_state.data.outputs.scheduled_jobs_failures_url}");
  expect(JSON.parse(policy).Statement).toEqual([
    {
      Sid: "EventsAreKept",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: ["sqs:SendMessage"],
      Resource: [FAILURES],
      Condition: {
        ArnEquals: {
          "aws:SourceArn": JOBS.map(
            (job) => `\${aws_cloudwatch_event_rule.scheduled_jobs_run_failures_${job}-failed.arn}`,
          ),
        },
      },
    },
  ]);
});

it("people are told as long as something is in the queue, and what to do", () => {
  expect(data.one("aws_sqs_queue", "scheduled-jobs_dead-letters")).toMatchObject({
    name: "everything-prod-scheduled-jobs-dead-letters",
    sqs_managed_sse_enabled: true,
  });
  expect(operations.one("aws_cloudwatch_metric_alarm", "scheduled-jobs_dead-letters_alarm")).toMatchObject({
    alarm_name: "everything-prod-scheduled-jobs-dead-letters",
    alarm_description: expect.stringContaining('run the job with "drydock run"'),
    dimensions: { QueueName: "${data.terraform_remote_state.data.outputs.scheduled_jobs_failures_name}" },
    threshold: 0,
  });
});

it("there is no queue where no job runs by the clock", () => {
  const sliderule = synthesize(resolve(__dirname, "../../.."), "sliderule-test");
  expect(sliderule["sliderule-test-data"]!.all("aws_sqs_queue")).toEqual({});
  expect(Object.keys(sliderule["sliderule-test-operations"]!.all("aws_cloudwatch_metric_alarm")).join()).not.toContain(
    "jobs",
  );
});
