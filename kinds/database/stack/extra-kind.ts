import { type KindStack, nothing } from "../../core/stack/kind";
import { extraDatabase } from "./access";
import { makeExtraDatabases } from "./make-extra";
import { extraDatabaseValues } from "./values";

export const extraDatabaseStack = {
  make: makeExtraDatabases,
  grant: extraDatabase,
  values: extraDatabaseValues,
  watch: nothing,
} satisfies KindStack;
