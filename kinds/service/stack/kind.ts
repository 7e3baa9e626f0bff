import type { KindStack } from "../../core/stack/kind";
import { service } from "./access";
import { makeKeptRoles } from "./make";
import { serviceValue } from "./value";
import { watchServices } from "./watch";

export const serviceStack: KindStack = {
  make: makeKeptRoles,
  grant: service,
  value: serviceValue,
  watch: watchServices,
};
