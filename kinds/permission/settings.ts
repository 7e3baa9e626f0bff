import { z } from "zod";

/** A statement of an IAM policy, with the reason why it is needed. */
export const statement = z.strictObject({
  allow: z
    .array(z.string().regex(/^[a-z0-9-]+:[A-Za-z0-9*]+$/, "is not an IAM action; write it like s3:GetObject"))
    .min(1)
    .describe("IAM actions."),
  on: z.array(z.string()).min(1).describe("ARNs of the resources."),
  when: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z.union([z.string(), z.array(z.string())], { error: "cannot be a condition; write text or a list of texts" }),
      ),
    )
    .optional()
    .describe("IAM conditions: operator, condition key, value."),
  why: z.string().min(10, "is too short for a reason a reviewer can judge").describe("The reason, for reviewers."),
});

/** AWS permissions that no other kind of resource stands for; a service gets them by `uses: { <name>: grant }`. */
export const permission = z.array(statement).min(1);

export type Statement = z.infer<typeof statement>;
export type Permission = z.infer<typeof permission>;
