/** Name of an environment's tunnel host. `environment` is the environment's full name. */
export function tunnelHostName(environment: string): string {
  return `${environment}-tunnel`;
}
