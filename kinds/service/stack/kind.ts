import type { KindStack } from "../../core/stack/kind";
import { service } from "./access";
import { makeKeptRoles } from "./make";
import { serviceValues } from "./values";
import { watchServices } from "./watch";

export const serviceStack = {
  make: makeKeptRoles,
  grant: service,
  values: serviceValues,
  watch: watchServices,
} satisfies KindStack;
