import { anyOf, suggestion } from "../nearest";
import type { Environment } from "../schema/environment";
import type { Table } from "../schema/table";
import type { EnvironmentFinding } from "./across";

/** Names of all environments of a system, also of those that have problems. */
export type NamesOf = (system: string) => readonly string[];

function description({ from: _, ...described }: Table): string {
  return JSON.stringify(described);
}

/** What is wrong with a table that is taken from an environment, which is there and has no problems. */
function tableProblem(name: string, taken: Table, own: Environment, source: Environment): string | undefined {
  const table = source.tables[name];
  if (table === undefined) {
    const known = Object.keys(source.tables);
    const others = known.length > 0 ? `it has ${known.join(", ")}` : "it has none";
    return `environment \`${source.name}\` has no table \`${name}\`; ${others}`;
  }
  if (table.from !== undefined) {
    return `environment \`${source.name}\` has it from \`${table.from}\` itself; write \`from: ${table.from}\``;
  }
  if (description(table) !== description(taken)) {
    return `environment \`${source.name}\` describes the table otherwise; leave its keys to the system's part`;
  }
  const apart = (["account", "region"] as const).find((place) => own[place] !== source[place]);
  return (
    apart &&
    `environment \`${source.name}\` is in another ${apart}, and a table is shared within one; use a table of its own`
  );
}

function problem(name: string, table: Table, own: Environment, all: readonly Environment[], names: readonly string[]) {
  const from = table.from!;
  if (from === own.name) return "is this environment itself; name another, or take this out";
  if (!names.includes(from)) {
    const others = names.filter((other) => other !== own.name);
    const advice = others.length > 0 ? suggestion(from, others, `use one of ${anyOf(others)}`) : "there is no other";
    return `there is no environment \`${from}\`; ${advice}`;
  }
  const source = all.find((other) => other.system === own.system && other.name === from);
  const broken = `environment \`${from}\` has problems of its own; \`drydock show ${own.system}-${from}\` lists them`;
  return source ? tableProblem(name, table, own, source) : broken;
}

/** A table that is taken from another environment is there, and is that environment's own. */
export function sharedTables(environments: readonly Environment[], namesOf: NamesOf): EnvironmentFinding[] {
  return environments.flatMap((environment) =>
    Object.entries(environment.tables).flatMap(([name, table]): EnvironmentFinding[] => {
      if (table.from === undefined) return [];
      const message = problem(name, table, environment, environments, namesOf(environment.system));
      return message ? [{ environment, finding: { path: ["tables", name, "from"], message } }] : [];
    }),
  );
}
