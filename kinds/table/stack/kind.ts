import { handedOn, type KindStack, nothing } from "../../core/stack/kind";
import { table } from "./access";
import { makeTables } from "./make";

export const tableStack: KindStack = { make: makeTables, grant: table, value: handedOn, watch: nothing };
