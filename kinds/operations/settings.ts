import { z } from "zod";
import { contact, person } from "../../language/types/contact";
import { resourceName } from "../../language/types/name";
import { retention } from "../../language/types/retention";

/** Who is told about alarms, and where alarms begin. */
export const operations = z
  .strictObject({
    notify: z.array(contact).default([]).describe("Who is always told of alarms."),
    people: z.record(resourceName, person).default({}).describe("People who take turns."),
    onCall: z
      .array(z.string())
      .default([])
      .describe("Whose turn it is: these of `people` are told of alarms, in every way they have."),
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
        slowQueries: z.number().int().min(1).default(50).describe("Slow queries of a MySQL database in 5 minutes."),
      })
      .prefault({})
      .describe("Thresholds."),
    queries: z
      .record(
        resourceName,
        z.strictObject({
          of: z.array(z.string()).min(1).describe("Services whose logs are searched."),
          query: z.string().min(1).max(10_000).describe("Query, in the language of CloudWatch Logs Insights."),
        }),
      )
      .default({})
      .describe(
        "Saved queries of logs, besides our own: `<service>-errors`, `<function>-errors`, and `<database>-slow-queries` of MySQL.",
      ),
    execLogs: z
      .strictObject({ retain: retention.prefault("90d").describe("How long it is kept.") })
      .prefault({})
      .describe("The log of all `drydock exec` sessions, in CloudWatch Logs."),
    dashboard: z
      .boolean()
      .default(false)
      .describe(
        "A CloudWatch dashboard of services, databases, caches and queues (3 USD a month; three are free). It shows everything, so one more thing changes it.",
      ),
    budget: z
      .strictObject({
        monthly: z.number().min(1).describe("US dollars a month that the environment may cost."),
        at: z
          .array(z.number().int().min(1).max(1000))
          .min(1)
          .max(5)
          .default([80, 100])
          .describe("Per cent of it at which people are told, and once more if AWS forecasts the last one."),
      })
      .optional()
      .describe("A budget of what carries the environment's tag `CostGroup`, which has to be active in Billing."),
  })
  .prefault({});

export type Operations = z.infer<typeof operations>;
