import { z } from "zod";

/** A small machine to reach databases, caches and services through, by Session Manager only. */
export const tunnel = z.strictObject({
  uses: z
    .record(z.string(), z.literal("connect"))
    .describe("Databases, caches and services that can be reached through it."),
});

export type Tunnel = z.infer<typeof tunnel>;
