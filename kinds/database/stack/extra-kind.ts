import { type KindStack, nothing } from "../../core/stack/kind";
import { extraDatabase } from "./access";
import { makeExtraDatabases } from "./make-extra";
import { extraDatabaseValue } from "./values";

export const extraDatabaseStack: KindStack = {
  make: makeExtraDatabases,
  grant: extraDatabase,
  value: extraDatabaseValue,
  watch: nothing,
};
