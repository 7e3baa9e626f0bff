import type { Environment } from "../core/environment";

/** Name of a function in Lambda: at most 63 characters of 64 (https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html). */
export function functionName({ system, name: environment }: Environment, name: string): string {
  return `${system}-${environment}-${name}`;
}
