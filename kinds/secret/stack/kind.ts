import { type KindStack, nothing } from "../../core/stack/kind";
import { secret } from "./access";
import { makeSecrets } from "./make";
import { secretValue } from "./value";

export const secretStack: KindStack = { make: makeSecrets, grant: secret, value: secretValue, watch: nothing };
