import type { KindStack } from "../../core/stack/kind";
import { database } from "./access";
import { makeDatabases } from "./make";
import { databaseValues } from "./values";
import { watchDatabases } from "./watch";

export const databaseStack = {
  make: makeDatabases,
  grant: database,
  values: databaseValues,
  watch: watchDatabases,
} satisfies KindStack;
