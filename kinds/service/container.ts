import { z } from "zod";
import { durationWithin } from "../../language/types/duration";
import { variableName } from "../../language/types/name";
import { imageTag } from "../image/settings";

/** What an environment variable may be written as. */
export const variableValue = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)], {
  error: "cannot be an environment variable; write text, a number, true or false",
});

const port = z.number().int().min(1).max(65_535);

/** Whose limits a container's health check has (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html). */
const ECS = "a health check of ECS";

/** What a container is made of. Fargate's limit of `stopTimeout`: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html. */
export const containerFields = {
  image: z.string().describe("Name of one of the system's `images`."),
  tag: imageTag
    .optional()
    .describe(
      "A tag of the image that is in the registry already, for this one alone: what a colour of `blueGreen` pins.",
    ),
  port: port.optional().describe("Port the container listens on."),
  command: z.array(z.string()).optional().describe("Command, in place of the image's."),
  entryPoint: z.array(z.string()).optional().describe("Entry point, in place of the image's."),
  environment: z
    .record(variableName, variableValue)
    .default({})
    .describe("Environment variables. A reference to a secret's value becomes an ECS secret."),
  health: z
    .strictObject({
      command: z.string().describe("Shell command; exit code 0 means healthy."),
      interval: durationWithin("5s", "300s", ECS).prefault("30s").describe("Time between two checks, 5s to 300s."),
      timeout: durationWithin("2s", "60s", ECS)
        .prefault("5s")
        .describe("Time after which a check has failed, 2s to 60s."),
      retries: z.number().int().min(1).max(10).default(3).describe("Failures in a row that make it unhealthy."),
      start: durationWithin("0s", "300s", ECS)
        .prefault("0s")
        .describe("Time to start during which failures do not count, at most 300s."),
    })
    .optional()
    .describe("Health check inside the container."),
  heap: z
    .strictObject({
      size: z.number().int().min(64).describe("MiB that the heap may grow to; at most 75 % of the task's memory."),
      variable: variableName.describe("Environment variable that is given the size, such as WRAPPER_MAX_MEMORY."),
    })
    .optional()
    .describe("The heap of a program in Java, so that it fits into the task."),
  startAfter: z
    .record(z.string(), z.enum(["start", "healthy", "complete", "success"]))
    .default({})
    .describe("Containers of the same task to wait for, and what to wait for."),
  writable: z.boolean().default(false).describe("Opt out of the read-only root file system."),
  scratch: z
    .array(z.string().startsWith("/", "must be an absolute path"))
    .default([])
    .describe("Folders that can be written although the root file system is read-only; empty in each new task."),
  mounts: z
    .record(z.string(), z.string().startsWith("/", "must be an absolute path"))
    .default({})
    .describe("File systems that the service `uses`, and the folders they appear in."),
  user: z.string().optional().describe("User to run as; by default the image's."),
  stopTimeout: durationWithin("1s", "120s", "Fargate")
    .prefault("30s")
    .describe("Time between SIGTERM and SIGKILL; at most 120s on Fargate."),
};

/** A container of a task. */
export const container = z.strictObject(containerFields);

export type Container = z.infer<typeof container>;

const { startAfter: _, image, ...others } = containerFields;

/** What a service says of its only container, which waits for no other; a service of several says none of it. */
export const singleContainer = z.strictObject({ image: image.optional(), ...others });

export type SingleContainer = z.infer<typeof singleContainer>;

/** The names of what a service says of its only container. */
export const SINGLE_FIELDS = Object.keys(singleContainer.shape) as (keyof SingleContainer)[];
