import { z } from "zod";
import { retention } from "../../language/types/retention";

/** IPv4 ranges in CIDR notation, such as this one. */
export function cidrLike(example: string, orLike = "") {
  return z
    .cidrv4({ error: `is not an IPv4 range; write it like ${example}${orLike}` })
    .meta({ title: "IPv4 range", examples: [example] });
}

/** An IPv4 range in CIDR notation. */
export const cidr = cidrLike("10.0.0.0/16");

const subnetId = z.string().regex(/^subnet-[0-9a-f]+$/, "is not a subnet id; write it like subnet-0a1b2c3d");

/** The VPC of an environment. */
export const network = z
  .strictObject({
    cidr: z
      .union([z.literal("auto"), cidr], { error: "is not an IPv4 range; write it like 10.0.0.0/16, or auto" })
      .default("10.0.0.0/16")
      .describe(
        "Range of the VPC. With `auto`, a /20 of 10.0.0.0/8 that follows from the environment's name, never moves, and is no other environment's.",
      ),
    zones: z
      .array(z.string().regex(/^[a-f]$/, "is not a zone; write its letter, such as a"))
      .min(2, "needs at least two zones: load balancers and databases ask for two")
      .default(["a", "b"])
      .describe("Letters of the availability zones, in order of the subnets."),
    subnets: z
      .strictObject({
        public: z.array(cidr).describe("One range for each zone; for load balancers and NAT gateways."),
        private: z.array(cidr).describe("One range for each zone; for tasks, databases and caches."),
      })
      .optional()
      .describe("Ranges of the subnets; by default sixteenths of the VPC's range, the public ones first."),
    nat: z
      .enum(["single", "zonal", "none"])
      .default("single")
      .describe("NAT gateways: one, one in each zone, or none (then tasks reach AWS through endpoints only)."),
    flowLogs: z
      .union([z.literal(false), z.strictObject({ retain: retention.describe("How long they are kept.") })], {
        error: "cannot be used here; write false, or a map such as { retain: 30d }",
      })
      .prefault({ retain: "30d" })
      .describe("VPC flow logs in CloudWatch Logs; `false` opts out."),
    existing: z
      .strictObject({
        vpc: z
          .string()
          .regex(/^vpc-[0-9a-f]+$/, "is not a VPC id; write it like vpc-0a1b2c3d")
          .describe("Id of the VPC."),
        publicSubnets: z.array(subnetId).min(2).describe("Ids of its public subnets, one in each zone."),
        privateSubnets: z.array(subnetId).min(2).describe("Ids of its private subnets, one in each zone."),
      })
      .optional()
      .describe("A VPC that is there already, in place of a new one."),
  })
  .prefault({});

export type Network = z.infer<typeof network>;
