import { accessOutput, output } from "../core/output";

/** What the data layer hands on of a file system. */
export function fileSystemOutputs(system: string) {
  return {
    id: output("data", `${system}_id`, `Id of the file system ${system}`),
    arn: output("data", `${system}_arn`, `ARN of the file system ${system}`),
    accessPointId: output("data", `${system}_access_point`, `Access point of the file system ${system}`),
    accessPointArn: output("data", `${system}_access_point_arn`, `ARN of the access point of ${system}`),
    access: accessOutput(system),
  };
}
