import type { KindStack } from "../../core/stack/kind";
import { database } from "./access";
import { makeDatabases } from "./make";
import { databaseValue } from "./values";
import { watchDatabases } from "./watch";

export const databaseStack: KindStack = {
  make: makeDatabases,
  grant: database,
  value: databaseValue,
  watch: watchDatabases,
};
