import type { Environment } from "../../core/environment";

/** Log group of a service or function in CloudWatch Logs. */
export function logGroupOf({ system, name }: Pick<Environment, "system" | "name">, owner: string): string {
  return `/${system}-${name}/${owner}`;
}
