import type { Statement } from "../../../modules/iam/policy";
import { sid } from "../../core/contexts/access";

export interface ProtectionProps {
  /** Name of the service in the manifest. */
  readonly service: string;
  /** Name of the ECS cluster. */
  readonly clusterName: string;
  /** Region of the cluster. */
  readonly region: string;
  /** Id of the AWS account, twelve digits. */
  readonly account: string;
}

/** Tags by which the tasks of a service are told from others of its cluster. */
export function protectionTags(service: string): Record<string, string> {
  return { Service: service };
}

/**
 * Protecting tasks from scale-in, those of one service only. The endpoint of the ECS agent asks with the task's role
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection-endpoint.html); an ARN says the
 * cluster of a task, and a tag its service
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html).
 */
export function protectionStatement({ service, clusterName, region, account }: ProtectionProps): Statement {
  const tags = Object.entries(protectionTags(service)).map(([tag, value]) => [`aws:ResourceTag/${tag}`, value]);
  return {
    sid: sid(`Protect tasks of ${service}`),
    actions: ["ecs:GetTaskProtection", "ecs:UpdateTaskProtection"],
    resources: [`arn:aws:ecs:${region}:${account}:task/${clusterName}/*`],
    conditions: { StringEquals: Object.fromEntries(tags) },
  };
}
