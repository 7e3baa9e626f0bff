import { z } from "zod";

/** When something runs by itself. */
export const schedule = z
  .string()
  .regex(/^(rate|cron)\(.+\)$/, "is not a schedule; write it like rate(15 minutes) or cron(0 4 * * ? *)")
  .describe("When it runs by itself, as EventBridge Scheduler writes it.");

export const timeZone = z.string().default("UTC").describe("Time zone of a `cron` schedule, such as Europe/Berlin.");

/** A command that runs once and ends, in a task of its own, with all that a service is and may do. */
export const job = z.strictObject({
  service: z.string().describe("Service whose task is used: its image, settings and what it `uses`."),
  container: z.string().optional().describe("Container whose command is replaced; needed if there are several."),
  command: z.array(z.string()).min(1).describe("Command."),
  schedule: schedule
    .optional()
    .describe(
      "When it runs by itself, as EventBridge Scheduler writes it; by default only when `drydock run` says so. A run that fails is an alarm.",
    ),
  timeZone,
});

export type Job = z.infer<typeof job>;
