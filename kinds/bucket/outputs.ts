import { output } from "../core/output";

/** What the data layer hands on of a bucket. `owner` is the environment that has it, if it is another one. */
export function bucketOutputs(bucket: string, owner?: string) {
  const of = `of the bucket ${bucket}${owner ? ` of ${owner}` : ""}`;
  return {
    name: output("data", `${bucket}_name`, `Name ${of}`),
    arn: output("data", `${bucket}_arn`, `ARN ${of}`),
    host: output("data", `${bucket}_host`, `Host name ${of}`),
  };
}
