import { handedOn, type KindStack, nothing } from "../../core/stack/kind";
import { tenants } from "./access";
import { makeTenants } from "./make";

export const tenantsStack: KindStack = { make: makeTenants, grant: tenants, value: handedOn, watch: nothing };
