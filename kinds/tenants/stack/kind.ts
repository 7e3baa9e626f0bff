import { type KindStack, nothing } from "../../core/stack/kind";
import { tenantsOutputs } from "../outputs";
import { tenants } from "./access";
import { makeTenants } from "./make";

export const tenantsStack = {
  make: makeTenants,
  grant: tenants,
  values: tenantsOutputs,
  watch: nothing,
} satisfies KindStack;
