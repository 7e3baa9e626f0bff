import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { AwsProvider, type AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import {
  DataTerraformRemoteStateS3,
  S3Backend,
  TerraformElement,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  Token,
} from "cdktf";
import { Construct, type Node } from "constructs";
import type { LayerName, ListOutput, Output } from "../kinds/core/output";
import type { StateSettings } from "../kinds/core/state";
import { RandomPassword } from "../modules/secretsmanager/random-password";
import { mendHcl } from "./hcl";

/**
 * Write-only arguments, which keep secrets out of states, came with 1.11
 * (https://developer.hashicorp.com/terraform/language/v1.11.x/upgrade-guides).
 */
const TERRAFORM_VERSION = ">= 1.11.0, < 2.0.0";

export interface LayerProps {
  /** Where states are kept. */
  readonly state: StateSettings;
  /** Key of this layer's state. */
  readonly stateKey: string;
  /** AWS region of the resources. */
  readonly region: string;
  /** Account that may be changed. @default - any */
  readonly account?: string;
  /** Tags of every resource. */
  readonly tags: Record<string, string>;
}

/**
 * One Terraform stack: one state, one plan to review. Layers hand values on by outputs in their states.
 * The address of a resource is its construct path, so it reads like the manifest: `aws_ecs_service.ps_service`.
 */
export abstract class Layer<Name extends LayerName = LayerName> extends TerraformStack {
  /** Holds what every layer has; a manifest cannot use its name, so nothing collides with it. */
  protected readonly frame: Construct;
  private readonly published = new Set<string>();
  /** Names of the states that are read. */
  private readonly states = new Set<string>();
  private readonly addresses = new Map<string, string>();
  private caller: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: LayerProps,
  ) {
    super(scope, id);
    this.frame = new Construct(this, "_");
    new AwsProvider(this.frame, "aws", providerSettings(props));
    const backend = new S3Backend(this.frame, {
      bucket: props.state.bucket,
      key: props.stateKey,
      region: props.state.region,
      encrypt: true,
      dynamodbTable: props.state.table,
    });
    // cdktf 0.21 has no property for the lock file that succeeds the DynamoDB table.
    backend.addOverride("use_lockfile", true);
    this.addOverride("terraform.required_version", TERRAFORM_VERSION);
  }

  /** Tags of every resource, for what the provider's default tags do not reach. */
  protected get tags(): Record<string, string> {
    return this.props.tags;
  }

  /** Hands a value on to other layers. */
  protected publish(output: Output<Name>, value: string): void;
  protected publish(output: ListOutput<Name>, value: string[]): void;
  protected publish({ name, description }: Output<Name> | ListOutput<Name>, value: string | string[]): void {
    new TerraformOutput(this.frame, `output-${name}`, { value, description }).overrideLogicalId(name);
    this.published.add(name);
  }

  /** A value that another layer has handed on. */
  protected read<From extends LayerName>(layer: Layer<From>, output: Output<NoInfer<From>>): string {
    return this.readAny(layer, output);
  }

  /** A value from a state that is told by its key; whether it is there shows when Terraform plans. */
  protected readState(state: string, key: string, { name }: Output | ListOutput): string {
    if (!this.states.has(state)) {
      const { bucket, region } = this.props.state;
      new DataTerraformRemoteStateS3(this.frame, state, { bucket, key, region }).overrideLogicalId(state);
      this.states.add(state);
    }
    return `\${data.terraform_remote_state.${state}.outputs.${name}}`;
  }

  /** A list that another layer has handed on. */
  protected readList<From extends LayerName>(layer: Layer<From>, output: ListOutput<NoInfer<From>>): string[] {
    return Token.asList(this.readAny(layer, output));
  }

  /** One item of a list that another layer has handed on. */
  protected readItem<From extends LayerName>(
    layer: Layer<From>,
    output: ListOutput<NoInfer<From>>,
    index: number,
  ): string {
    return this.readAny(layer, output).replace("}", `[${index}]}`);
  }

  private readAny<From extends LayerName>(layer: Layer<From>, output: Output<From> | ListOutput<From>): string {
    if (!layer.published.has(output.name)) throw new Error(`${layer.node.id} does not publish ${output.name}`);
    if (!this.states.has(output.layer)) this.addDependency(layer);
    return this.readState(output.layer, layer.props.stateKey, output);
  }

  /** The account: the one the manifest names, else whichever Terraform is signed in to. */
  protected get account(): string {
    this.caller ??= this.props.account ?? new DataAwsCallerIdentity(this.frame, "caller").accountId;
    return this.caller;
  }

  /** Whether the layer has a resource at an address. */
  describes(address: string): boolean {
    const [type = "", name = ""] = address.split(".");
    return this.node
      .findAll()
      .some(
        (one) =>
          one instanceof TerraformResource && one.terraformResourceType === type && one.friendlyUniqueId === name,
      );
  }

  /** A provider for another region; nothing for the layer's own, which needs no second one. */
  protected providerIn(region: string): AwsProvider | undefined {
    if (region === this.props.region) return undefined;
    const known = this.frame.node.tryFindChild(region) as AwsProvider | undefined;
    return known ?? new AwsProvider(this.frame, region, { ...providerSettings(this.props), region, alias: region });
  }

  /** Layers read each other's outputs by name, so no search for references across stacks is needed. */
  override prepareStack(): void {
    this.ensureBackendExists();
  }

  override toHclTerraform(): { hcl: string; metadata: object } {
    const { hcl, metadata } = super.toHclTerraform() as { hcl: string; metadata: object };
    const ephemerals = this.node.findAll().flatMap((node) => (node instanceof RandomPassword ? [node.block] : []));
    return { hcl: mendHcl(hcl, { requiredVersion: TERRAFORM_VERSION, ephemerals }), metadata };
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : (element as Node);
    const address = node.path.slice(this.node.path.length + 1).replaceAll("/", "_");
    const other = this.addresses.get(address);
    if (other !== undefined && other !== node.path) throw new Error(`${other} and ${node.path} have the same address`);
    this.addresses.set(address, node.path);
    return address;
  }
}

function providerSettings({ region, account, tags }: LayerProps): AwsProviderConfig {
  return { region, allowedAccountIds: account ? [account] : undefined, defaultTags: [{ tags }] };
}
