import { z } from "zod";

const UNSET = "is missing; set it for the whole system or in this environment, such as us-west-2";

/** An AWS region. */
export const region = z
  .string({ error: ({ input }) => (input === undefined ? UNSET : undefined) })
  .regex(/^[a-z]{2}(-[a-z]+)+-[0-9]$/, "is not an AWS region; write it like us-west-2");
