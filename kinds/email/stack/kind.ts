import { type KindStack, nothing } from "../../core/stack/kind";
import { email } from "./access";
import { makeIdentities } from "./make";
import { emailValue } from "./value";

export const emailStack: KindStack = { make: makeIdentities, grant: email, value: emailValue, watch: nothing };
