import { output } from "../core/output";

/** What the data layer hands on of a table. `owner` is the environment that has it, if it is another one. */
export function tableOutputs(table: string, owner?: string) {
  const of = `of the table ${table}${owner ? ` of ${owner}` : ""}`;
  return {
    name: output("data", `${table}_name`, `Name ${of}`),
    arn: output("data", `${table}_arn`, `ARN ${of}`),
  };
}
