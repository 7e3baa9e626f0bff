import type { Level } from "../service/settings";
import type { Environment } from "./environment";

/** Something that has `uses`. */
export interface User {
  readonly section: "services" | "functions";
  /** What it is, for people. */
  readonly noun: "service" | "function";
  readonly name: string;
  readonly uses: Readonly<Record<string, Level>>;
}

/** The services and functions of an environment. */
export function usersOf({ services, functions }: Environment): User[] {
  const users = (section: User["section"], noun: User["noun"], all: Record<string, { uses: User["uses"] }>) =>
    Object.entries(all).map(([name, { uses }]): User => ({ section, noun, name, uses }));
  return [...users("services", "service", services), ...users("functions", "function", functions)];
}
