import { type KindStack, nothing } from "../../core/stack/kind";
import { bucketOutputs } from "../outputs";
import { bucket } from "./access";
import { makeBuckets } from "./make";

export const bucketStack = {
  make: makeBuckets,
  grant: bucket,
  values: (name) => bucketOutputs(name),
  watch: nothing,
} satisfies KindStack;
