import { z } from "zod";
import { resourceName } from "../../language/types/name";
import { bucket } from "../bucket/settings";

const setting = z.union([z.string(), z.number(), z.boolean()], {
  error: "is no setting; write text, a number, true or false",
});

const settings = z.record(z.string(), setting).default({});

const tenant = z.strictObject({
  state: z
    .enum(["active", "inactive", "archived"])
    .default("active")
    .describe(
      "`inactive` changes nothing in AWS, and the application sees it; `archived` moves the tenant's objects to Glacier, where they stay for good.",
    ),
  settings: settings.describe("Settings of this one, over those of all."),
});

export type Tenant = z.infer<typeof tenant>;

/** Customers of a system, each with a bucket, a database and settings of its own. */
export const tenants = z.strictObject({
  bucket: bucket
    .omit({ public: true, prefixes: true, except: true, files: true, from: true })
    .prefault({})
    .describe("The bucket of each, in the words of `buckets`."),
  database: z
    .string()
    .optional()
    .describe("Server in `databases` in which each has a database and a user; by default they have none."),
  settings: settings.describe("Settings of all."),
  of: z.record(resourceName, tenant.prefault({})).default({}).describe("The tenants by name."),
  from: z
    .literal("*")
    .optional()
    .describe(
      "`*`: the groups of this name of every environment of this system in its account and region. They own their tenants, and this environment only has access, as its `uses` says; a later environment changes nothing here.",
    ),
});

export type Tenants = z.infer<typeof tenants>;
