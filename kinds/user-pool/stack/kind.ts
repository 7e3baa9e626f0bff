import { handedOn, type KindStack, nothing } from "../../core/stack/kind";
import { userPool } from "./access";
import { makeUserPools } from "./make";

export const userPoolStack: KindStack = { make: makeUserPools, grant: userPool, value: handedOn, watch: nothing };
