import { z } from "zod";
import { contact } from "../../language/types/contact";
import { resourceName } from "../../language/types/name";

const roleArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:iam::[0-9]{12}:role\/[\w+=,.@/-]+$/,
    "is not the ARN of one role, such as arn:aws:iam::111111111111:role/deploy",
  );

const connection = z
  .string()
  .regex(
    /^(bitbucket|github|gitlab|arn:aws[a-z-]*:(codestar-connections|codeconnections):[a-z0-9-]+:[0-9]{12}:connection\/[\w-]+)$/,
    "is no connection; write bitbucket, github or gitlab for one of your own, or the ARN of one that is there",
  );

/** One environment that a pipeline deploys. */
export const stage = z.strictObject({
  deploy: z.string().describe("Environment."),
  name: resourceName.optional().describe("Name of the stage; by default the environment's."),
  role: roleArn.describe("Role that is taken to deploy. It is yours: the pipeline makes no role that may do so."),
  approve: z
    .boolean()
    .optional()
    .describe("Wait until somebody approves; by default for environments that are not `disposable`."),
  planRole: roleArn
    .optional()
    .describe(
      "Role that is taken to plan before the approval, which may read and nothing else; without it, no plan is shown.",
    ),
  live: z
    .enum(["switch", "keep"])
    .default("switch")
    .describe(
      "`keep` leaves `blueGreen` pairs as they are, whatever their `live` says: the other colour is deployed, to be tried.",
    ),
  run: z.array(z.string()).default([]).describe("Jobs that run after the deploy, in this order."),
});

/** What brings each commit of a branch to environments. */
export const pipeline = z.strictObject({
  connection: connection.describe(
    "Where the repository is: `bitbucket`, `github` or `gitlab`, for a connection that its owner accepts once in the console; or the ARN of a connection.",
  ),
  repository: z
    .string()
    .regex(/^[\w.-]+(\/[\w.-]+)+(?<!\.git)$/, "is not a repository; write its owner and its name, such as acme/shop")
    .describe("Repository of this project, with its owner."),
  // What Git takes (https://git-scm.com/docs/git-check-ref-format), without the prefix of a reference.
  branch: z
    .string()
    .regex(/^(?!refs\/)[^\s~^:?*[\\]+$/, "is not a branch; write its name, such as release")
    .describe("Branch whose commits are deployed."),
  test: z
    .strictObject({
      run: z
        .array(z.string().min(1))
        .min(1)
        .describe("Commands, in this order, in bash; the first that fails ends them."),
      docker: z.boolean().default(false).describe("Whether they need Docker: the build is privileged then."),
    })
    .optional()
    .describe("Tests that come before anything else, with no permissions in AWS."),
  stages: z
    .array(stage)
    .min(1, "is empty; write at least one environment, such as { deploy: staging, role: … }")
    .describe("Environments, one after the other."),
  notify: z.array(contact).default([]).describe("Who is told of failures and of what waits for approval."),
});

export type Pipeline = z.infer<typeof pipeline>;

/** The part of a system's file that holds its pipelines. */
export const pipelines = z.record(resourceName, pipeline).default({});
