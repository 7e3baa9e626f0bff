import { type EnvironmentId, environmentName } from "../../core/names";

/** Log group of a service or function in CloudWatch Logs. */
export function logGroupOf(environment: EnvironmentId, owner: string): string {
  return `/${environmentName(environment)}/${owner}`;
}
