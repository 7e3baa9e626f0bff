import { z } from "zod";

/** A topic in SNS; queues name it in `from`. */
export const topic = z.strictObject({});

export type Topic = z.infer<typeof topic>;
