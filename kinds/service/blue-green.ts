import { z } from "zod";
import { hostName } from "../../language/types/name";

/** Two services of which one is live, and the other is seen at a host for testing. */
export const blueGreen = z.strictObject({
  live: z
    .enum(["blue", "green"])
    .describe("The switch: whose turn it is to be live. Nothing but the load balancer's rules follows it."),
  blue: z.string().describe("Service that is blue; it is exposed without a host of its own."),
  green: z.string().describe("Service that is green."),
  host: hostName.describe("Host name of the live service."),
  test: hostName.describe("Host name of the other one."),
  shift: z
    .number()
    .int()
    .min(1)
    .max(99)
    .optional()
    .describe("Per cent of the live host's visitors that the other service gets already; each stays where they came."),
});

export type BlueGreen = z.infer<typeof blueGreen>;
