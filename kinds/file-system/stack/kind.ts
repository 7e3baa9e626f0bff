import { type KindStack, nothing } from "../../core/stack/kind";
import { fileSystemOutputs } from "../outputs";
import { fileSystem } from "./access";
import { makeFileSystems } from "./make";

export const fileSystemStack = {
  make: makeFileSystems,
  grant: fileSystem,
  values: fileSystemOutputs,
  watch: nothing,
} satisfies KindStack;
