import { type KindStack, nothing } from "../../core/stack/kind";
import { secret } from "./access";
import { makeSecrets } from "./make";
import { secretValues } from "./values";

export const secretStack = {
  make: makeSecrets,
  grant: secret,
  values: secretValues,
  watch: nothing,
} satisfies KindStack;
