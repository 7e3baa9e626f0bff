import { Construct } from "constructs";
import { InstanceGroup } from "../../../modules/ec2/instance-group";
import { InstanceTemplate } from "../../../modules/ec2/instance-template";
import { CapacityProvider } from "../../../modules/ecs/capacity-provider";
import type { Cluster } from "../../../modules/ecs/cluster";
import type { Statement } from "../../../modules/iam/policy";
import { Role } from "../../../modules/iam/role";
import { SecurityGroup } from "../../../modules/vpc/security-group";
import type { Environment } from "../../core/environment";

export interface Ec2CapacityProps {
  /** The environment, as the manifest describes it. */
  readonly environment: Environment;
  /** `<system>-<environment>`, the beginning of every name. */
  readonly prefix: string;
  /** Id of the AWS account, twelve digits. */
  readonly account: string;
  /** ECS cluster that the instances join. */
  readonly cluster: Cluster;
  /** Id of the VPC, and of the private subnets that instances start in. */
  readonly vpc: { readonly id: string; readonly privateSubnetIds: string[] };
  /** Tags of the layer, for what the provider's default tags do not reach. */
  readonly tags: Record<string, string>;
}

/** A capacity of the manifest: instances that join the cluster when tasks need them. */
export class Ec2Capacity extends Construct {
  constructor(scope: Construct, id: string, props: Ec2CapacityProps) {
    super(scope, id);
    const { environment, prefix, cluster, vpc, tags } = props;
    const { instances, max, spot, maxPrice, scratch } = environment.capacities[id]!;
    const name = `${prefix}-${id}-instances`;
    const access = new SecurityGroup(this, "access", {
      name,
      description: `What the instances of ${id} reach; nobody reaches them`,
      vpcId: vpc.id,
    });
    access.allowToRange("https", "0.0.0.0/0", 443, "ECS, ECR and the internet over HTTPS");
    const role = new Role(this, "role", {
      name,
      description: `Lets instances of ${id} join the cluster ${prefix}`,
      service: "ec2.amazonaws.com",
      permissionsBoundary: environment.permissionsBoundary,
      statements: joinStatements(props),
    });
    const template = new InstanceTemplate(this, "template", {
      name,
      cluster: cluster.name,
      roleName: role.name,
      securityGroupId: access.id,
      scratch,
      tags,
    });
    const group = new InstanceGroup(this, "group", {
      name,
      template,
      subnetIds: vpc.privateSubnetIds,
      instanceTypes: instances,
      max,
      spot,
      maxPrice,
      tags,
      // A cluster with instances cannot be deleted, so they go first.
      dependsOn: [cluster.resource],
    });
    const provider = new CapacityProvider(this, "provider", { name: `${prefix}-${id}`, groupArn: group.arn, max });
    cluster.offer(provider.name);
  }
}

/**
 * What the ECS agent needs: the parts of AmazonEC2ContainerServiceforEC2Role that are about the cluster, for this one
 * only (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html). Images are pulled and logs
 * are written with the tasks' execution roles.
 */
function joinStatements({ environment, account, cluster }: Ec2CapacityProps): Statement[] {
  return [
    { sid: "FindEcs", actions: ["ecs:DiscoverPollEndpoint"], resources: ["*"] },
    {
      sid: "JoinTheCluster",
      actions: [
        "ecs:DeregisterContainerInstance",
        "ecs:RegisterContainerInstance",
        "ecs:SubmitAttachmentStateChanges",
        "ecs:SubmitContainerStateChange",
        "ecs:SubmitTaskStateChange",
      ],
      resources: [cluster.arn],
    },
    {
      sid: "TakeWork",
      actions: ["ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"],
      resources: [`arn:aws:ecs:${environment.region}:${account}:container-instance/${cluster.name}/*`],
    },
  ];
}
