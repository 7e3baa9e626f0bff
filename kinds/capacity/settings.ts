import { z } from "zod";

/** Instances of EC2 that tasks run on, in place of Fargate. There are as many as the tasks on them need. */
export const capacity = z.strictObject({
  instances: z
    .array(z.string().regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, "is not an instance type; write it like m5.xlarge"))
    .min(1)
    .max(40)
    .describe("Instance types, any of which will do; on demand the first that can be had."),
  max: z.number().int().min(1).max(1000).describe("Most instances. None runs as long as no task needs one."),
  spot: z
    .boolean()
    .default(false)
    .describe("Spot instances: of the types that are hardly ever taken back, the cheapest. By default on demand."),
  maxPrice: z
    .number()
    .positive()
    .max(100)
    .optional()
    .describe("Most to pay for a Spot instance, in USD for an hour; by default what it costs on demand."),
  scratch: z
    .number()
    .int()
    .min(1)
    .max(16_384)
    .optional()
    .describe(
      "GiB of an encrypted disk of its own for the `scratch` folders of the tasks on an instance; by default they are on its root disk, which has 30 GiB.",
    ),
});

export type Capacity = z.infer<typeof capacity>;
