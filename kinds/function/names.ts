import { type EnvironmentId, nameIn } from "../core/names";

/** Name of a function in Lambda: at most 63 characters of 64 (https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html). */
export function functionName(environment: EnvironmentId, name: string): string {
  return nameIn(environment, name);
}
