import { z } from "zod";
import { duration } from "./duration";
import { variableName } from "./name";

const port = z.number().int().min(1).max(65_535);

/** What a container is made of. */
export const containerFields = {
  image: z.string().describe("Name of one of the system's `images`."),
  port: port.optional().describe("Port the container listens on."),
  command: z.array(z.string()).optional().describe("Command, in place of the image's."),
  entryPoint: z.array(z.string()).optional().describe("Entry point, in place of the image's."),
  environment: z
    .record(variableName, z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]))
    .default({})
    .describe("Environment variables. A reference to a secret's value becomes an ECS secret."),
  health: z
    .strictObject({
      command: z.string().describe("Shell command; exit code 0 means healthy."),
      interval: duration.default(30).describe("Time between two checks."),
      timeout: duration.default(5).describe("Time after which a check has failed."),
      retries: z.number().int().min(1).max(10).default(3).describe("Failures in a row that make it unhealthy."),
      start: duration.default(0).describe("Time to start during which failures do not count."),
    })
    .optional()
    .describe("Health check inside the container."),
  startAfter: z
    .record(z.string(), z.enum(["start", "healthy", "complete", "success"]))
    .default({})
    .describe("Containers of the same task to wait for, and what to wait for."),
  writable: z.boolean().default(false).describe("Opt out of the read-only root file system."),
  scratch: z
    .array(z.string().startsWith("/", "must be an absolute path"))
    .default([])
    .describe("Folders that can be written although the root file system is read-only; empty in each new task."),
  user: z.string().optional().describe("User to run as; by default the image's."),
  stopTimeout: duration.default(30).describe("Time between SIGTERM and SIGKILL; at most 120s on Fargate."),
};

/** A container of a task. */
export const container = z.strictObject(containerFields);

export type Container = z.infer<typeof container>;
