import { z } from "zod";
import { days } from "../../language/types/duration";

/** A Redis in ElastiCache. */
export const cache = z.strictObject({
  engine: z.enum(["redis"]).describe("Engine, as ElastiCache names it."),
  version: z
    .string()
    .regex(/^[0-9]+\.[0-9]+$/, 'is not a version; write it in quotes, such as "7.1"')
    .default("7.1")
    .describe("Version; ElastiCache applies patches in the maintenance window."),
  node: z
    .string()
    .regex(/^cache\.[a-z0-9]+\.[a-z0-9]+$/, "is not a node type; write it like cache.t4g.micro")
    .describe("Node type."),
  replicas: z
    .number()
    .int()
    .min(0)
    .max(5)
    .default(1)
    .describe("Nodes in other zones that take over when the first one fails; `0` opts out."),
  tls: z
    .enum(["required", "optional"])
    .default("required")
    .describe("Whether clients must use TLS; `optional` opts out, for clients that cannot."),
  snapshots: z
    .union([
      z.literal(false),
      days.refine((value) => value <= 35, "is out of range: ElastiCache keeps snapshots for 1d to 35d"),
    ])
    .prefault("7d")
    .describe("How long daily snapshots are kept; `false` opts out."),
});

export type Cache = z.infer<typeof cache>;
