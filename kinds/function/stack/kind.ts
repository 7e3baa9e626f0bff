import type { KindStack } from "../../core/stack/kind";
import { lambdaFunction } from "./access";
import { makeDeadLetters } from "./make";
import { functionValues } from "./values";
import { watchFunctions } from "./watch";

export const functionStack = {
  make: makeDeadLetters,
  grant: lambdaFunction,
  values: functionValues,
  watch: watchFunctions,
} satisfies KindStack;
