import { z } from "zod";

/**
 * The name of a system: part of every AWS name made for it.
 * At most 20 characters, so that `<system>-<environment>` fits a load balancer's 32
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html).
 */
export const systemName = z
  .string()
  .regex(
    /^[a-z](-?[a-z0-9])*$/,
    "is not a name; use lower-case letters, digits and single hyphens, starting with a letter",
  )
  .min(2, "is too short; use at least 2 characters")
  .max(20, "is too long; use at most 20 characters, because it is part of every AWS name")
  .refine((name) => !/^(internal|sg|sthree|amzn-s3-demo)(-|$)/.test(name), {
    error: "begins as no load balancer, security group or bucket of AWS may begin; choose another name",
  });

/** The name of an image, database, secret, service and so on: lower-case words with hyphens, at most 30 characters. */
export const resourceName = z
  .string()
  .regex(
    /^[a-z](-?[a-z0-9])*$/,
    "is not a name; use lower-case letters, digits and single hyphens, starting with a letter",
  )
  .max(30, "is too long; use at most 30 characters");

/** The name of a module: one word, in which capitals may begin further words. It is in no AWS name. */
export const moduleName = z
  .string()
  .regex(/^[a-z](-?[A-Za-z0-9])*$/, "is not a name; use letters, digits and hyphens, starting with a small letter")
  .max(30, "is too long; use at most 30 characters")
  .refine((name) => name !== "all", { error: "stands for every module; choose another name" });

/** A host name, in lower case. */
export const hostName = z
  .string()
  .regex(
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
    "is not a host name; write it like app.example.org",
  );

/** A name for an environment variable. */
export const variableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "is not an environment variable's name; use letters, digits and underscores");
