import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { TunnelHost, type TunnelSsh } from "../../modules/ec2/tunnel-host";
import { Vpc } from "../../modules/vpc/vpc";
import { EmulatedAccount, REGION } from "./emulated-account";
import { describeWithTerraform } from "./installed";

const ZONES = ["a", "b"].map((letter, index) => ({
  name: `${REGION}${letter}`,
  publicCidr: `10.0.${index}.0/24`,
  privateCidr: `10.0.${10 + index}.0/24`,
}));

type Ssh = Pick<TunnelSsh, "from" | "keys">;

/** A network with a tunnel host, and what other people know of it. */
function synthesize(folder: string, ssh?: Ssh): string {
  const app = new App({ outdir: folder });
  const stack = new TerraformStack(app, "tunnel");
  new LocalBackend(stack, { path: "terraform.tfstate" });
  new AwsProvider(stack, "aws", { region: REGION });
  const vpc = new Vpc(stack, "vpc", { name: "tunnel", region: REGION, cidr: "10.0.0.0/16", zones: ZONES, nat: "none" });
  const [subnetId] = ssh ? vpc.publicSubnetIds : vpc.privateSubnetIds;
  const host = new TunnelHost(stack, "host", {
    name: "shop-test-tunnel",
    vpcId: vpc.id,
    subnetId: subnetId!,
    ssh: ssh && { ...ssh, destinations: ["*:5432"], internet: vpc.internet },
  });
  new TerraformOutput(stack, "id", { value: host.instanceId });
  if (host.address) new TerraformOutput(stack, "address", { value: host.address });
  app.synth();
  return join(folder, "stacks", "tunnel");
}

interface Host {
  readonly id: string;
  readonly address: string | undefined;
  readonly rules: readonly string[];
}

/** Those parts of a state that are read here, as the backend has it. */
interface State {
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly resources: readonly { type: string; instances: readonly { attributes: Record<string, unknown> }[] }[];
}

describeWithTerraform("a tunnel host", () => {
  const account = new EmulatedAccount("tunnel");
  /** What was asked for last, and what is there. */
  let last: { asked: string; host: Host } | undefined;

  /** The host as it is asked for, applied if it is another one now; a second plan is empty. */
  async function apply(ssh?: Ssh): Promise<Host> {
    const asked = JSON.stringify(ssh ?? null);
    if (last?.asked === asked) return last.host;
    const stack = synthesize(account.folder, ssh);
    const terraform = account.terraform("tunnel", stack);
    if (!last) await terraform.init();
    last = undefined;
    await terraform.plan("tunnel.tfplan");
    await terraform.apply("tunnel.tfplan");
    expect(await terraform.plan("second.tfplan")).toBe(false);
    const { outputs, resources } = JSON.parse(await terraform.pullState()) as State;
    const rules = resources.filter(({ type }) => type === "aws_vpc_security_group_ingress_rule");
    const host = {
      id: outputs["id"]!.value,
      address: outputs["address"]?.value,
      rules: rules
        .flatMap(({ instances }) => instances)
        .map(({ attributes: { cidr_ipv4, from_port, description } }) => `${cidr_ipv4} ${from_port} ${description}`),
    };
    last = { asked, host };
    return host;
  }

  const jane = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFiGr0gBHicy2wCBOhjAekASQBPnkMMrIo0yGLfo4pU+";
  const joe = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJUPeQb+tc7mS5AHr+uQTnunwAOzWqajbxNDtYtp0gfZ";
  const office = { office: "203.0.113.0/24" };
  const elsewhere = { headquarters: "203.0.113.0/24", home: "198.51.100.7/32" };

  it("gets an address and a port when SSH is turned on, and stays when other ranges may come or have other names", async () => {
    const closed = await apply();
    expect(closed).toMatchObject({ address: undefined, rules: [] });
    const open = await apply({ from: office, keys: { jane } });
    expect(open).toEqual({
      id: expect.stringMatching(/^i-/),
      address: expect.stringMatching(/^[\d.]+$/),
      rules: ["203.0.113.0/24 22 SSH from office"],
    });
    const moved = await apply({ from: elsewhere, keys: { jane } });
    expect(moved).toMatchObject({ id: open.id, address: open.address });
    expect([...moved.rules].sort()).toEqual([
      "198.51.100.7/32 22 SSH from home",
      "203.0.113.0/24 22 SSH from headquarters",
    ]);
  }, 600_000);

  it("is another one at the same address when its keys change", async () => {
    const before = await apply({ from: elsewhere, keys: { jane } });
    const after = await apply({ from: elsewhere, keys: { jane, joe } });
    expect(after.id).not.toBe(before.id);
    expect(after.address).toBe(before.address);
  }, 600_000);

  it("has neither address nor port when SSH is turned off again", async () => {
    expect(await apply()).toMatchObject({ address: undefined, rules: [] });
  }, 600_000);
});
