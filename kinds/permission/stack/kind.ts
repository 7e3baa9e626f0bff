import { handedOn, type KindStack, nothing } from "../../stack/kind";
import { permission } from "./access";

export const permissionStack: KindStack = { make: nothing, grant: permission, value: handedOn, watch: nothing };
