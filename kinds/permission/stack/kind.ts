import { type KindStack, nothing } from "../../core/stack/kind";
import { permission } from "./access";

export const permissionStack = {
  make: nothing,
  grant: permission,
  values: () => ({}),
  watch: nothing,
} satisfies KindStack;
