import { z } from "zod";

/** A sender address in SES; a service may send from it by `uses: { <name>: send }`. */
export const email = z.strictObject({
  from: z.string().describe("Address that mail is sent from."),
  identity: z.string().describe("SES identity (a domain or an address) that is verified already."),
});

export type Email = z.infer<typeof email>;
