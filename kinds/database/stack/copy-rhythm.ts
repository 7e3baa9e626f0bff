import type { Environment } from "../../core/environment";

/** Whether any database of an environment has copies. */
export function hasCopies({ databases }: Environment): boolean {
  return Object.values(databases).some(
    ({ backups: { copies, coldCopies } }) => copies !== undefined || coldCopies !== undefined,
  );
}

/** A time at which copies are made. */
export interface CopyTime {
  /** Name of the rule; part of the address of what runs by it. */
  readonly name: "monthly" | "quarterly";
  /** Cron expression of AWS, in UTC. */
  readonly schedule: string;
  /** Days after which the copy is deleted. */
  readonly keepDays: number;
}

/** The first of every month, but for the months whose copy is the quarter's. */
export function copyTimes(kept: { readonly monthly?: number; readonly quarterly?: number }, hour: number): CopyTime[] {
  const { monthly, quarterly } = kept;
  const others = quarterly === undefined ? "*" : "2,3,5,6,8,9,11,12";
  const at = (months: string) => `cron(0 ${hour} 1 ${months} ? *)`;
  return [
    ...(monthly === undefined ? [] : [{ name: "monthly" as const, schedule: at(others), keepDays: monthly }]),
    ...(quarterly === undefined ? [] : [{ name: "quarterly" as const, schedule: at("1,4,7,10"), keepDays: quarterly }]),
  ];
}
