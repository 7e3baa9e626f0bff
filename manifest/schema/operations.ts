import { z } from "zod";

/** Who is told about alarms, and where alarms begin. */
export const operations = z
  .strictObject({
    notify: z
      .array(
        z.union(
          [
            z.strictObject({
              email: z.email("is not an email address; write it like ops@example.org").describe("Address."),
            }),
            z.strictObject({
              sms: z
                .e164("is not a phone number; write it with + and the country, such as +15551234567")
                .describe("Number."),
            }),
            z.strictObject({
              https: z
                .url({ protocol: /^https$/, error: "is not an address that begins with https://" })
                .describe("Address of a web hook."),
            }),
          ],
          { error: "cannot be told; write one of { email: … }, { sms: … } or { https: … }" },
        ),
      )
      .default([])
      .describe("Subscriptions to the environment's alarms."),
    alarms: z
      .strictObject({
        cpu: z.number().min(1).max(100).default(85).describe("Per cent of a service's CPU, for 15 minutes."),
        memory: z.number().min(1).max(100).default(90).describe("Per cent of a service's memory, for 15 minutes."),
        errors: z
          .number()
          .int()
          .min(1)
          .default(10)
          .describe("Responses with status 5xx, or failed runs of a function, in 5 minutes."),
        databaseCpu: z.number().min(1).max(100).default(85).describe("Per cent of a database's CPU, for 15 minutes."),
        databaseStorage: z.number().min(1).default(4).describe("GiB of free storage below which to alarm."),
        databaseConnections: z.number().int().min(1).default(80).describe("Connections to a database."),
      })
      .prefault({})
      .describe("Thresholds."),
  })
  .prefault({});

export type Operations = z.infer<typeof operations>;
