import { GlobalacceleratorAccelerator } from "@cdktf/provider-aws/lib/globalaccelerator-accelerator";
import { Construct } from "constructs";

export interface StaticAddressesProps {
  /** At most 64 characters (https://docs.aws.amazon.com/global-accelerator/latest/api/API_CreateAccelerator.html). */
  readonly name: string;
  /** Refuse to be destroyed by Terraform: the addresses would be lost. */
  readonly guarded: boolean;
}

/** Two addresses of Global Accelerator, which stay the same as long as it exists. What they lead to is said by listeners. */
export class StaticAddresses extends Construct {
  readonly arn: string;
  readonly addresses: string[];
  /** Global Accelerator's own name for the addresses. */
  readonly dnsName: string;
  /** Zone of that name. */
  readonly zoneId: string;

  constructor(scope: Construct, id: string, props: StaticAddressesProps) {
    super(scope, id);
    const accelerator = new GlobalacceleratorAccelerator(this, "accelerator", {
      name: props.name,
      ipAddressType: "IPV4",
      enabled: true,
      lifecycle: { preventDestroy: props.guarded },
    });
    this.arn = accelerator.id;
    this.addresses = accelerator.ipSets.get(0).ipAddresses;
    this.dnsName = accelerator.dnsName;
    this.zoneId = accelerator.hostedZoneId;
  }
}
