import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { InstanceTemplate } from "./instance-template";

export interface InstanceGroupProps {
  /** Name of the Auto Scaling group. */
  readonly name: string;
  /** How the instances start. */
  readonly template: InstanceTemplate;
  /** Ids of the subnets that instances start in. */
  readonly subnetIds: string[];
  /** Instance types, any of which will do. */
  readonly instanceTypes: readonly string[];
  /** Most instances. */
  readonly max: number;
  /** Spot instances rather than instances on demand. */
  readonly spot: boolean;
  /** Most to pay for a Spot instance, in USD for an hour. @default - the price on demand */
  readonly maxPrice?: number;
  /** Tags of the group and its instances, which the provider's default tags do not reach. */
  readonly tags: Record<string, string>;
  /** What must be there as long as instances are. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * A group of none to `max` instances, whose number ECS owns. What ECS has not emptied is protected from scaling in; only
 * destroying the group ends it.
 */
export class InstanceGroup extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: InstanceGroupProps) {
    super(scope, id);
    const group = new AutoscalingGroup(this, "group", {
      name: props.name,
      minSize: 0,
      maxSize: props.max,
      vpcZoneIdentifier: props.subnetIds,
      mixedInstancesPolicy: {
        instancesDistribution: {
          onDemandBaseCapacity: 0,
          onDemandPercentageAboveBaseCapacity: props.spot ? 0 : 100,
          onDemandAllocationStrategy: "prioritized",
          // What AWS recommends (https://docs.aws.amazon.com/autoscaling/ec2/userguide/allocation-strategies.html).
          spotAllocationStrategy: "price-capacity-optimized",
          spotMaxPrice: props.maxPrice === undefined ? undefined : String(props.maxPrice),
        },
        launchTemplate: {
          launchTemplateSpecification: { launchTemplateId: props.template.id, version: props.template.version },
          override: props.instanceTypes.map((instanceType) => ({ instanceType })),
        },
      },
      protectFromScaleIn: true,
      forceDelete: true,
      // There is nothing to wait for: it starts with no instance.
      waitForCapacityTimeout: "0",
      // The provider's default tags do not reach a group. ECS adds the last one if it is not there.
      tag: Object.entries({ ...props.tags, Name: props.name, AmazonECSManaged: "true" }).map(([key, value]) => ({
        key,
        value,
        propagateAtLaunch: true,
      })),
      dependsOn: props.dependsOn,
    });
    this.arn = group.arn;
  }
}
