import { emulatedArn } from "../core/local/emulator";
import { type KindLocal, none, RUNS_NOTHING } from "../core/local/kind";
import { nameIn } from "../core/names";

export const tableLocal: KindLocal = {
  ...RUNS_NOTHING,
  value: (name, attribute, { environment }) => {
    const table = nameIn(environment, name);
    return { name: table, arn: emulatedArn(environment, "dynamodb", `table/${table}`) }[attribute];
  },
  resources: (environment) => ({
    tables: Object.entries(environment.tables).map(([name, { key, sort }]) => ({
      name: nameIn(environment, name),
      key,
      sort,
    })),
  }),
  variables: none,
  absent: none,
  endpoint: undefined,
};
