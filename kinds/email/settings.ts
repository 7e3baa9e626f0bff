import { z } from "zod";

/** A sender address in SES; a service may send from it by `uses: { <name>: send }`. */
export const email = z.strictObject({
  from: z.string().describe("Address that mail is sent from."),
  identity: z
    .string()
    .describe("SES identity: a domain or an address. It is verified already, unless there is a `zone`."),
  zone: z
    .string()
    .optional()
    .describe("Route 53 zone of the identity: the identity is made, and proved by DKIM records in this zone."),
});

export type Email = z.infer<typeof email>;
