import { type KindStack, nothing } from "../../core/stack/kind";
import { tableOutputs } from "../outputs";
import { table } from "./access";
import { makeTables } from "./make";

export const tableStack = {
  make: makeTables,
  grant: table,
  values: (name) => tableOutputs(name),
  watch: nothing,
} satisfies KindStack;
