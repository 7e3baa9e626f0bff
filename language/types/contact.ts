import { z } from "zod";

const email = z.email("is not an email address; write it like ops@example.org").describe("Address.");

const sms = z.e164("is not a phone number; write it with + and the country, such as +15551234567").describe("Number.");

const https = z
  .url({ protocol: /^https$/, error: "is not an address that begins with https://" })
  .describe("Address of a web hook.");

/** One way to tell somebody. */
export const contact = z.union([z.strictObject({ email }), z.strictObject({ sms }), z.strictObject({ https })], {
  error: "cannot be told; write one of { email: … }, { sms: … } or { https: … }",
});

/** Every way to tell a person. */
export const person = z
  .strictObject({ email: email.optional(), sms: sms.optional(), https: https.optional() })
  .refine((ways) => Object.keys(ways).length > 0, "cannot be told; write `email`, `sms` or `https`");
