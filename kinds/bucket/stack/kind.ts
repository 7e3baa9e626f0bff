import { handedOn, type KindStack, nothing } from "../../core/stack/kind";
import { bucket } from "./access";
import { makeBuckets } from "./make";

export const bucketStack: KindStack = { make: makeBuckets, grant: bucket, value: handedOn, watch: nothing };
