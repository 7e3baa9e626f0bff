import { z } from "zod";
import { retention } from "../../language/types/retention";

const verdict = z.enum(["block", "count"]).default("block");

/** A web application firewall (AWS WAF) in front of the load balancer, or of CloudFront. */
export const firewall = z.strictObject({
  common: verdict.describe(
    "AWS's common rules, cross-site scripting among them; `count` lets requests through and logs them. Bodies of more than 8 KB are counted in any case.",
  ),
  sqlInjection: verdict.describe("AWS's rules against SQL injection."),
  knownBadInputs: verdict.describe("AWS's rules against inputs that are known to exploit something, such as Log4j."),
  rate: z
    .strictObject({
      requests: z
        .number()
        .int()
        .min(10)
        .max(2_000_000_000)
        .default(2000)
        .describe("Requests that an IP address may make in five minutes, at least 10."),
      above: verdict.describe("What happens to requests above it."),
    })
    .prefault({})
    .describe("A limit for each IP address."),
  logs: z
    .strictObject({ retain: retention.prefault("30d").describe("How long they are kept.") })
    .prefault({})
    .describe("Logs of what was blocked or counted, without cookies and `Authorization`."),
});

export type FirewallSettings = z.infer<typeof firewall>;
