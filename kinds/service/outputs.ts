import { output } from "../core/output";

/** What layers hand on of a service: the service layer its names, and the data layer its role, if that is kept. */
export function serviceOutputs(service: string) {
  return {
    name: output("service", `${service}_service`, `Name of the ECS service ${service}`),
    targetGroup: output("service", `${service}_targets`, `Target group of ${service}`),
    roleName: output("data", `${service}_role_name`, `Name of the task role of ${service}`),
    roleArn: output("data", `${service}_role_arn`, `ARN of the task role of ${service}`),
  };
}

/** What the service layer hands on of the ECS cluster that all services of an environment run in. */
export const clusterOutputs = { name: output("service", "cluster_name", "ECS cluster of the environment") };
