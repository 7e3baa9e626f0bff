import { z } from "zod";
import { resourceName, systemName } from "../../language/types/name";
import { region } from "../../language/types/region";
import { bucket } from "../bucket/settings";
import { cache } from "../cache/settings";
import { capacity } from "../capacity/settings";
import { database, extraDatabase } from "../database/settings";
import { email } from "../email/settings";
import { fileSystem } from "../file-system/settings";
import { lambdaFunction } from "../function/settings";
import { image } from "../image/settings";
import { job } from "../job/settings";
import { loadBalancer } from "../load-balancer/settings";
import { network } from "../network/settings";
import { operations } from "../operations/settings";
import { boundary, permission } from "../permission/settings";
import { queue } from "../queue/settings";
import { secret } from "../secret/settings";
import { blueGreen } from "../service/blue-green";
import { service } from "../service/settings";
import { table } from "../table/settings";
import { tenants } from "../tenants/settings";
import { topic } from "../topic/settings";
import { tunnel } from "../tunnel/settings";
import { userPool } from "../user-pool/settings";

/** One running instance of a system: the system's settings with the environment's laid over them. */
export const environment = z.strictObject({
  region: region.describe("AWS region."),
  account: z
    .string()
    .regex(/^[0-9]{12}$/, "is not an AWS account id; write its twelve digits in quotes")
    .optional()
    .describe("Account that may be changed; Terraform refuses any other."),
  domain: z
    .string()
    .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/, "is not a domain name")
    .optional()
    .describe("Domain, used as `${domain}`."),
  disposable: z
    .boolean()
    .default(false)
    .describe("Opt out of deletion protection and `prevent_destroy`, for environments that are thrown away."),
  owner: z.string().default("unknown").describe("Tag `Owner` of every resource."),
  costGroup: z.string().optional().describe("Tag `CostGroup` of every resource; by default `<system>-<environment>`."),
  permissionsBoundary: z
    .string()
    .startsWith("arn:", "must be an ARN")
    .optional()
    .describe("ARN of the policy that every role carries as its permissions boundary."),
  variables: z
    .record(resourceName, z.string())
    .default({})
    .describe("Values of your own, used as `${variables.<name>}`."),
  notSecret: z
    .record(z.string(), z.string().min(10, "is too short for a reason a reviewer can judge"))
    .default({})
    .describe(
      "Variables and other settings whose values look like secrets and are none, by name, each with the reason. Any other secret that is written out is an error.",
    ),
  images: z.record(resourceName, image).default({}).describe("Container images."),
  network: network.describe("The VPC."),
  databases: z.record(resourceName, database).default({}).describe("Databases."),
  extraDatabases: z
    .record(resourceName, extraDatabase)
    .default({})
    .describe("Databases with users of their own inside servers."),
  caches: z.record(resourceName, cache).default({}).describe("Caches."),
  buckets: z.record(resourceName, bucket).default({}).describe("Buckets."),
  tenants: z
    .record(resourceName, tenants)
    .default({})
    .describe("Customers, each with a bucket, a database and settings of its own ([how](tenants.md))."),
  tables: z.record(resourceName, table).default({}).describe("DynamoDB tables."),
  topics: z.record(resourceName, topic).default({}).describe("Topics."),
  queues: z.record(resourceName, queue).default({}).describe("Queues."),
  fileSystems: z.record(resourceName, fileSystem).default({}).describe("File systems."),
  secrets: z.record(resourceName, secret).default({}).describe("Secrets."),
  userPools: z
    .record(resourceName, userPool)
    .default({})
    .describe("User pools in Cognito: users who sign in ([how](user-pools.md))."),
  email: z.record(resourceName, email).default({}).describe("Sender addresses."),
  boundaries: z
    .record(resourceName, boundary)
    .default({})
    .describe("What roles may do at most that services and functions make ([how](permissions.md))."),
  permissions: z.record(resourceName, permission).default({}).describe("AWS permissions with their reasons."),
  capacities: z
    .record(resourceName, capacity)
    .default({})
    .describe("Instances of EC2 for services that need a type of instance, a large disk, or a price of their own."),
  loadBalancer: loadBalancer.describe("The load balancer of the exposed services."),
  services: z.record(resourceName, service).default({}).describe("Container applications."),
  functions: z
    .record(resourceName, lambdaFunction)
    .default({})
    .describe("Container images that Lambda runs when something happens."),
  blueGreen: z
    .record(resourceName, blueGreen)
    .default({})
    .describe("Pairs of services of which one is live: blue/green deployments."),
  jobs: z.record(resourceName, job).default({}).describe("Commands that run once, when asked for or by the clock."),
  init: z
    .array(z.string())
    .default([])
    .describe("Jobs that bring a new environment to life, in the order in which `drydock run --init` runs them."),
  tunnel: tunnel
    .optional()
    .describe("A host to reach databases and caches through, without open ports unless it says `ssh`."),
  operations: operations.describe("Alarms and who is told."),
});

/** Settings of an environment, complete with defaults. */
export type EnvironmentSettings = z.infer<typeof environment>;

/** An environment with its names. */
export interface Environment extends EnvironmentSettings {
  /** Name of the system. */
  readonly system: string;
  /** Name of the environment within the system. */
  readonly name: string;
}

export { systemName };
