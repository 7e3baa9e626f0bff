import { z } from "zod";
import { days, durationWithin } from "../../language/types/duration";
import { retention } from "../../language/types/retention";
import { coldCopies, copies } from "./copies";
import { ENGINE_NAMES } from "./engines";

/** A name in PostgreSQL (https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS); MySQL takes one more letter. */
const identifier = z
  .string()
  .regex(/^[a-z_][a-z0-9_]{0,62}$/, "is not a name in a database; use lower-case letters, digits and underscores");

/** A database server: one on RDS, or an Aurora cluster. */
export const database = z.strictObject({
  engine: z
    .enum(ENGINE_NAMES)
    .describe(
      "Engine, as RDS names it: `postgres`, `mysql` and `mariadb` are one server, `aurora-postgresql` and `aurora-mysql` are clusters.",
    ),
  version: z
    .string()
    .regex(/^[0-9]+(\.[0-9]+)?$/, 'is not a major version; write it in quotes, such as "16" or, of MySQL, "8.0"')
    .describe('Major version, such as "16" or, of MySQL, "8.0"; RDS applies minor versions in the maintenance window.'),
  instance: z
    .string()
    .regex(/^db\.[a-z0-9]+\.[a-z0-9]+$/, "is not an instance class; write it like db.t4g.micro")
    .optional()
    .describe("Instance class; an Aurora cluster may have a `capacity` in its place."),
  capacity: z
    .strictObject({
      min: z.number().min(0).max(256).multipleOf(0.5).describe("Least capacity units; `0` lets it pause."),
      max: z.number().min(1).max(256).multipleOf(0.5).describe("Most capacity units."),
    })
    .optional()
    .describe("Aurora Serverless: the cluster moves between these by itself; a unit is about 2 GiB of memory."),
  instances: z
    .number()
    .int()
    .min(1)
    .max(15)
    .default(1)
    .describe("Instances of an Aurora cluster: the first one writes, the others read and take over."),
  storage: z
    .number()
    .int()
    .min(20)
    .max(65_536)
    .default(20)
    .describe("Storage in GiB (gp3) of one server; Aurora's grows by itself."),
  maxStorage: z
    .number()
    .int()
    .min(22)
    .max(65_536)
    .optional()
    .describe("Storage may grow by itself up to this many GiB."),
  key: z
    .enum(["aws", "own"])
    .default("aws")
    .describe("KMS key that encrypts it: the one that AWS keeps for RDS, or one of its own."),
  multiZone: z
    .boolean()
    .default(true)
    .describe("A standby in another zone for one server; `false` opts out. Aurora has `instances`."),
  database: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,62}$/, "is not a database name; use lower-case letters, digits and underscores")
    .describe("Name of the first database."),
  user: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,62}$/, "is not a user name; use lower-case letters, digits and underscores")
    .optional()
    .describe(
      "Master user; by default `postgres`, or `admin` for MySQL and MariaDB. RDS makes, keeps and rotates its password in Secrets Manager.",
    ),
  parameters: z
    .record(z.string(), z.string())
    .default({})
    .describe(
      'Server parameters, laid over our own: `rds.force_ssl: "1"`; for MySQL and MariaDB `require_secure_transport` and the slow query log.',
    ),
  backtrack: durationWithin("1h", "72h", "Aurora MySQL")
    .optional()
    .describe(
      "How far back `aurora-mysql` can be turned in place, 1h to 72h. It can only be switched on when the cluster is made.",
    ),
  backups: z
    .strictObject({
      retain: days
        .refine((value) => value <= 35, "is out of range: RDS keeps backups for 1d to 35d")
        .prefault("7d")
        .describe("How long automated backups are kept, 1 to 35 days."),
      keepAfterDelete: z.boolean().default(true).describe("Keep the automated backups of a deleted database."),
      window: z
        .string()
        .regex(
          /^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$/,
          "is not a daily window; write it like 03:00-04:00",
        )
        .optional()
        .describe("Daily window in UTC, such as 03:00-04:00; by default AWS picks one."),
      copies: copies.optional().describe("Snapshots that are kept longer, in a vault of AWS Backup."),
      coldCopies: coldCopies
        .optional()
        .describe(
          "Data of an Aurora cluster as Parquet files in S3 Glacier Deep Archive, to be read without a database.",
        ),
    })
    .prefault({})
    .describe("Automated backups, and [copies that are kept longer](backups.md)."),
  logs: z
    .strictObject({ retain: retention.prefault("90d").describe("How long they are kept.") })
    .prefault({})
    .describe("The server's logs in CloudWatch Logs."),
  maintenance: z
    .string()
    .regex(
      /^(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]-(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]$/,
      "is not a weekly window; write it like sun:05:00-sun:06:00",
    )
    .optional()
    .describe("Weekly window in UTC, such as sun:05:00-sun:06:00; by default AWS picks one."),
  passwordRotation: days
    .refine((value) => value <= 1000, "is out of range: Secrets Manager rotates after 1d to 1000d")
    .prefault("365d")
    .describe(
      "How often RDS makes a new master password. Tasks are given it when they start, so start them anew afterwards.",
    ),
  restore: z
    .strictObject({ snapshot: z.string().describe("Name or ARN of the snapshot.") })
    .optional()
    .describe("Make the database from a snapshot. Read when the database is made and never again."),
});

export type Database = z.infer<typeof database>;

/** A database with a user of its own inside a server; made by every task that uses it, before its containers start. */
export const extraDatabase = z.strictObject({
  server: z.string().describe("Name of the server in `databases`."),
  database: identifier.optional().describe("Name of the database; by default its name here, with underscores."),
  user: identifier.optional().describe("Its owner; by default the database's name. The password is generated."),
});

export type ExtraDatabase = z.infer<typeof extraDatabase>;
