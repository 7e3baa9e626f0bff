import type { KindStack } from "../../core/stack/kind";
import { lambdaFunction } from "./access";
import { makeDeadLetters } from "./make";
import { functionValue } from "./value";
import { watchFunctions } from "./watch";

export const functionStack: KindStack = {
  make: makeDeadLetters,
  grant: lambdaFunction,
  value: functionValue,
  watch: watchFunctions,
};
