import { z } from "zod";
import { duration, durationWithin } from "../../language/types/duration";
import { hostName, resourceName } from "../../language/types/name";
import { retention } from "../../language/types/retention";
import { architecture } from "../image/settings";
import { container, singleContainer } from "./container";
import { queueScaling } from "./queue-scaling";

const size = z
  .strictObject({
    cpu: z
      .number()
      .int()
      .default(256)
      .describe("CPU units, 1024 for one vCPU: 256, 512, 1024, 2048, 4096, 8192 or 16384."),
    memory: z.number().int().default(512).describe("Memory in MiB; which values there are depends on the CPU."),
    architecture: architecture.default("x86_64").describe("Processor architecture of the task."),
  })
  .prefault({});

const percent = z.number().min(1).max(100);

const tasks = z.number().int().min(0).max(1000);

const scale = z
  .strictObject({
    exactly: z
      .number()
      .int()
      .min(0)
      .max(1)
      .optional()
      .describe("Exactly this many tasks, never more: a deploy stops the old task before it starts the new one."),
    min: tasks.default(1).describe("Tasks that always run; 0 with `queue` only."),
    max: tasks.optional().describe("Most tasks; by default as many as `min`."),
    limit: z
      .strictObject({
        tasks: tasks.describe("Most tasks there can be."),
        why: z.string().min(10, "is too short for a reason a reviewer can judge").describe("What limits them."),
      })
      .optional()
      .describe("What else limits the tasks, such as licences: more in `max` is an error."),
    cpu: percent.optional().describe("Per cent of CPU that tasks are kept at by running more or fewer."),
    memory: percent.optional().describe("Per cent of memory that tasks are kept at."),
    requests: z.number().int().min(1).optional().describe("Requests in a minute that a task is given."),
    queue: queueScaling.optional(),
    spotFrom: z
      .number()
      .int()
      .min(1)
      .optional()
      .describe("The first task that runs on Spot: with 2, one task is on demand and all others are on Spot."),
    protection: z
      .boolean()
      .default(false)
      .describe(
        "Tasks may protect themselves while they are busy, by `$ECS_AGENT_URI/task-protection/v1/state`: neither scaling nor a deploy stops a protected task, so give `steadyWithin` as long as a task may be busy.",
      ),
    cooldown: z
      .strictObject({
        in: duration.prefault("120s").describe("Time between two steps down."),
        out: duration.prefault("60s").describe("Time between two steps up."),
      })
      .prefault({})
      .describe("Time between two steps."),
  })
  .describe("How many tasks run.");

/** Whose limits the health check has (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html). */
const ALB = "a health check of a load balancer";

/** Whose limits the stickiness has (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html). */
const STICKINESS = "the cookie of a load balancer";

const expose = z
  .strictObject({
    host: hostName
      .optional()
      .describe(
        "Host name. Behind CloudFront, the only exposed service may do without, and has CloudFront's own; a colour of `blueGreen` has none.",
      ),
    container: z.string().optional().describe("Container that receives the requests; needed if there are several."),
    health: z
      .strictObject({
        path: z.string().startsWith("/", "must start with /").default("/").describe("Path that is asked for."),
        status: z.string().default("200").describe("Status codes that mean healthy, such as 200 or 200-299."),
        interval: durationWithin("5s", "300s", ALB).prefault("30s").describe("Time between two checks, 5s to 300s."),
        timeout: durationWithin("2s", "120s", ALB)
          .prefault("5s")
          .describe("Time after which a check has failed, 2s to 120s; less than the interval."),
        healthy: z.number().int().min(2).max(10).default(3).describe("Successes in a row that make a task healthy."),
        unhealthy: z.number().int().min(2).max(10).default(3).describe("Failures in a row that make it unhealthy."),
        start: duration.prefault("60s").describe("Time a task may take to start before checks count."),
      })
      .prefault({})
      .describe("Health check of the load balancer."),
    deregistration: durationWithin("0s", "3600s", "a load balancer")
      .prefault("60s")
      .describe("Time that requests in flight get when a task is taken out."),
    sticky: durationWithin("1s", "7d", STICKINESS)
      .optional()
      .describe("Send a client to the same task for this long, 1s to 7d, by a cookie; by default to any task."),
  })
  .describe("Make the service reachable through the load balancer.");

/** How something is used: a level, or, of a bucket, a level for each prefix. */
export const level = z.union([z.string(), z.record(z.string(), z.string())], {
  error: "cannot be a level; write a word such as read, or, of a bucket, a map such as { uploads/: read }",
});

export type Level = z.infer<typeof level>;

/** A container application that runs all the time. */
export const service = z.strictObject({
  like: z
    .string()
    .optional()
    .describe("Another service that this one is like: its settings are laid over the other's, and `null` removes."),
  ...singleContainer.shape,
  containers: z
    .record(resourceName, container)
    .optional()
    .describe("Several containers in one task, in place of `image` and the other settings of a single one."),
  size: size.describe("CPU, memory and architecture of a task."),
  capacity: z
    .string()
    .optional()
    .describe("One of `capacities`, whose instances the tasks run on; by default they run on Fargate."),
  scale: scale.prefault({}),
  expose: expose.optional(),
  uses: z
    .record(z.string(), level)
    .default({})
    .describe(
      "What the service may reach, and how; of a bucket also how of each of its prefixes. Nothing else grants anything.",
    ),
  internet: z
    .array(
      z
        .number()
        .int()
        .min(1)
        .max(65_535)
        .refine((port) => port !== 443, { error: "is open already; take it out" }),
    )
    .refine((ports) => new Set(ports).size === ports.length, { error: "has a port twice; name each once" })
    .default([])
    .describe("TCP ports of the internet that its tasks reach besides 443, which all do."),
  losesData: z
    .string()
    .regex(
      /^[\p{L}\p{N} .:/=+@_-]{10,256}$/u,
      "cannot be a tag; write 10 to 256 letters, digits, spaces and . : / = + - @ _ that say what is lost",
    )
    .optional()
    .describe("Says that its tasks keep state that is lost when they stop, and what that is: the tag `LosesData`."),
  keepRole: z
    .boolean()
    .default(false)
    .describe(
      "Keep the task role in the data layer, so that roles elsewhere which trust it still do after the service layer was destroyed and made again. What it may do stays with the service.",
    ),
  exec: z.boolean().default(false).describe("Allow `drydock exec` into the containers (ECS Exec)."),
  logs: z
    .strictObject({ retain: retention.prefault("30d").describe("How long they are kept.") })
    .prefault({})
    .describe("Logs in CloudWatch Logs."),
  steadyWithin: durationWithin("1m", "24h", "waiting for a deploy")
    .prefault("20m")
    .describe("Time a deploy may take to become steady before the apply fails."),
});

export type Service = z.infer<typeof service>;
