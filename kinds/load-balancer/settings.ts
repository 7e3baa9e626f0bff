import { z } from "zod";
import { durationWithin } from "../../language/types/duration";
import { hostName } from "../../language/types/name";
import { cidr } from "../network/settings";
import { firewall } from "./firewall";

/** The load balancer that all exposed services of an environment share. */
export const loadBalancer = z
  .strictObject({
    certificate: z
      .strictObject({
        existing: z.string().optional().describe("Domain name, or ARN, of a certificate that ACM has issued already."),
        names: z
          .array(
            z
              .string()
              .regex(
                /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
                "is not a host name; write it like app.example.org or *.example.org",
              ),
          )
          .min(1)
          .optional()
          .describe("Names of the certificate that is requested; with `*`, a new host leaves it as it is."),
      })
      .optional()
      .describe("Certificate; by default one is requested for the hosts and validated by DNS."),
    zone: z.string().optional().describe("Route 53 zone that the hosts are in; by default the environment's domain."),
    idleTimeout: durationWithin("1s", "4000s", "a load balancer")
      .prefault("60s")
      .describe("Time a connection may be idle, 1s to 4000s; more than the application's own."),
    allow: z.array(cidr).default(["0.0.0.0/0"]).describe("Who may reach it."),
    cloudFront: z
      .strictObject({
        priceClass: z
          .enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"])
          .default("PriceClass_All")
          .describe("Edge locations that serve it; fewer cost less."),
      })
      .optional()
      .describe(
        "Put CloudFront in front, for HTTPS at the edge and with no domain of one's own: the load balancer then has no public address, and CloudFront alone reaches it. Setting it later makes the load balancer anew.",
      ),
    staticAddresses: z
      .boolean()
      .default(false)
      .describe(
        "Put Global Accelerator in front: two addresses that never change, for whoever must know them. They are the network layer's, and outlive the load balancer.",
      ),
    firewall: firewall
      .optional()
      .describe("Web application firewall (AWS WAF) in front; `{}` blocks with every rule. By default there is none."),
    blocked: z
      .array(
        z
          .string()
          .regex(
            /^\/[A-Za-z0-9_.$/~"'@:+&*?-]{0,127}$/,
            "is not a pattern of paths; begin with / and use letters, digits, * and ?, such as /admin/*",
          ),
      )
      .max(100)
      .default([])
      .describe("Patterns of paths that are not found from outside, on any host; the tunnel still reaches them."),
    domains: z
      .record(
        hostName,
        z.strictObject({ to: z.string().describe("Service with a host, or pair of `blueGreen`, that it leads to.") }),
      )
      .default({})
      .describe(
        "Customers' own domains. Each has a certificate that ACM has issued, and its owner points it to the load balancer.",
      ),
    deletionProtection: z
      .boolean()
      .optional()
      .describe("`false` opts out; by default on, unless the environment is disposable."),
  })
  .prefault({});

export type LoadBalancer = z.infer<typeof loadBalancer>;
