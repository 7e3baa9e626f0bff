import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { Construct } from "constructs";
import { LogGroup } from "../cloudwatch/log-group";
import { Role } from "../iam/role";

export interface FlowLogsProps {
  /** Name of what is logged, such as `sliderule-test`. */
  readonly name: string;
  /** Id of the VPC whose connections are recorded. */
  readonly vpcId: string;
  /** Days that flow logs are kept. */
  readonly retentionDays: number;
  /** Account whose flow logs are written. */
  readonly account: string;
  /** ARN of the permissions boundary. @default - none */
  readonly permissionsBoundary?: string;
}

/** The record of all connections in a VPC, in CloudWatch Logs. */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const logs = new LogGroup(this, "logs", {
      name: `/${props.name}/flow-logs`,
      retentionDays: props.retentionDays,
    });
    // The statements are those that VPC flow logs ask for:
    // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
    const role = new Role(this, "writer", {
      name: `${props.name}-flow-logs`,
      description: "Lets VPC flow logs write to CloudWatch Logs",
      service: "vpc-flow-logs.amazonaws.com",
      account: props.account,
      permissionsBoundary: props.permissionsBoundary,
      statements: [
        {
          sid: "WriteFlowLogs",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          resources: [logs.arn, `${logs.arn}:*`],
        },
        // It takes no resource
        // (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html).
        { sid: "FindFlowLogs", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
      ],
    });
    new FlowLog(this, "flow-log", {
      vpcId: props.vpcId,
      trafficType: "ALL",
      logDestination: logs.arn,
      iamRoleArn: role.arn,
    });
  }
}
