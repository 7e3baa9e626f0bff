import { type KindStack, nothing } from "../../core/stack/kind";
import { email } from "./access";
import { makeIdentities } from "./make";
import { emailValues } from "./values";

export const emailStack = {
  make: makeIdentities,
  grant: email,
  values: emailValues,
  watch: nothing,
} satisfies KindStack;
