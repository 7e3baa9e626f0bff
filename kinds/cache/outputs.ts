import { accessOutput, output } from "../core/output";

/** What the data layer hands on of a cache. */
export function cacheOutputs(cache: string) {
  return {
    identifier: output("data", `${cache}_identifier`, `Identifier of the cache ${cache}`),
    host: output("data", `${cache}_host`, `Host name of the cache ${cache}`),
    port: output("data", `${cache}_port`, `Port of the cache ${cache}`),
    arn: output("data", `${cache}_arn`, `ARN of the cache ${cache}`),
    access: accessOutput(cache),
  };
}
