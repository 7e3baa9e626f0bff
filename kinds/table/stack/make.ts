import { Table } from "../../../modules/dynamodb/table";
import { type DataContext, each } from "../../core/contexts/data";
import { tableOutputs } from "../outputs";
import type { Table as Settings } from "../settings";

const KEY_TYPES = { string: "S", number: "N", binary: "B" } as const;

/** Tables. */
export function makeTables(context: DataContext): void {
  each(context.environment.tables, (name, settings) => addTable(context, name, settings));
}

function addTable(context: DataContext, name: string, settings: Settings): void {
  if (settings.from !== undefined) {
    context.share(settings.from, (owner) => tableOutputs(name, owner));
    return;
  }
  const key = ({ name, type }: Settings["key"]) => ({ name, type: KEY_TYPES[type] });
  const table = new Table(context.scope, name, {
    name: `${context.prefix}-${name}`,
    key: key(settings.key),
    sort: settings.sort && key(settings.sort),
    expireAttribute: settings.expireAttribute,
    guarded: context.guarded,
  });
  const outputs = tableOutputs(name);
  context.publish(outputs.name, table.name);
  context.publish(outputs.arn, table.arn);
}
