import { type KindStack, nothing } from "../../core/stack/kind";
import { userPool } from "./access";
import { makeUserPools } from "./make";
import { userPoolValues } from "./values";

export const userPoolStack = {
  make: makeUserPools,
  grant: userPool,
  values: userPoolValues,
  watch: nothing,
} satisfies KindStack;
