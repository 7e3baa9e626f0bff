import { handedOn, type KindStack, nothing } from "../../core/stack/kind";
import { permission } from "./access";

export const permissionStack: KindStack = { make: nothing, grant: permission, value: handedOn, watch: nothing };
