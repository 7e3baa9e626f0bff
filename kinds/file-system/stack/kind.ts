import { handedOn, type KindStack, nothing } from "../../core/stack/kind";
import { fileSystem } from "./access";
import { makeFileSystems } from "./make";

export const fileSystemStack: KindStack = { make: makeFileSystems, grant: fileSystem, value: handedOn, watch: nothing };
