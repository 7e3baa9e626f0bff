import { resolve } from "node:path";
import { inProject, SETTINGS } from "../../manifest/project";
import { synthesize, type Template } from "../../stacks/template";

const layers = synthesize(resolve(__dirname, "../../fixtures/everything"));
const open = layers["everything-prod-network"]!;
const closed = layers["everything-test-network"]!;

describe("a tunnel without SSH", () => {
  const host = closed.one("aws_instance");

  it("has no address, no port and nothing to start with", () => {
    expect(host).toMatchObject({ associate_public_ip_address: false, subnet_id: "${aws_subnet.vpc_private-a.id}" });
    for (const argument of ["user_data", "user_data_replace_on_change", "key_name"]) {
      expect(host).not.toHaveProperty(argument);
    }
    expect(closed.all("aws_eip_association")).toEqual({});
    expect(closed.all("aws_vpc_security_group_ingress_rule")).toEqual({});
    expect(closed.json["output"]).not.toHaveProperty("tunnel_address");
  });
});

describe("a tunnel with SSH", () => {
  const host = open.one("aws_instance");

  it("is in a public subnet, at an address that stays, and that is told", () => {
    expect(host["subnet_id"]).toBe("${aws_subnet.vpc_public-a.id}");
    expect(open.one("aws_eip_association")).toMatchObject({
      allocation_id: "${aws_eip.tunnel_host_address.id}",
      instance_id: "${aws_instance.tunnel_host_host.id}",
    });
    expect(open.one("aws_eip", "tunnel_host_address")).toMatchObject({
      domain: "vpc",
      depends_on: ["aws_internet_gateway.vpc_internet"],
    });
    expect(open.json["output"]["tunnel_address"].value).toBe("${aws_eip.tunnel_host_address.public_ip}");
  });

  it("leaves it to the provider whether it has a public address, which would replace it for a wish of its own", () => {
    expect(host).not.toHaveProperty("associate_public_ip_address");
  });

  it("is made anew when its keys change, and has no key of EC2 besides", () => {
    expect(host["user_data_replace_on_change"]).toBe(true);
    expect(host["user_data"]).toMatch(/\nssh-ed25519 \S+ ann\necdsa-sha2-nistp256 \S+ bob\nEND\n/);
    expect(host).not.toHaveProperty("key_name");
  });

  it("leads to the ports of databases and caches, and to services by their names", () => {
    expect(host["user_data"]).toContain("\nPermitOpen *:5432 *:6379 front-blue.prod.everything.internal:8080\n");
  });

  it("is reached by Session Manager as before", () => {
    expect(open.one("aws_iam_role_policy_attachment", "tunnel_host_session-manager")["policy_arn"]).toBe(
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    );
  });
});

const MANIFEST = `system: tiny
region: eu-central-1
network:
  existing: { vpc: vpc-1, publicSubnets: [subnet-1, subnet-2], privateSubnets: [subnet-3, subnet-4] }
caches: { redis: { engine: redis, node: cache.t4g.micro } }
tunnel:
  uses: { redis: connect }
  ssh:
    from: { office: 203.0.113.0/24, home: 198.51.100.7/32 }
    keys: { ann: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFiGr0gBHicy2wCBOhjAekASQBPnkMMrIo0yGLfo4pU+ }
environments: { test: { disposable: true } }
`;

function tiny(manifest = MANIFEST): Template {
  const files = { "drydock.yaml": SETTINGS, "deployments/tiny.yaml": manifest };
  return inProject(files, (root) => synthesize(root))["tiny-test-network"]!;
}

describe("with a network that is there already", () => {
  it("the host is in its first public subnet", () => {
    expect(tiny().one("aws_instance")["subnet_id"]).toBe("subnet-1");
    expect(tiny().one("aws_eip")).not.toHaveProperty("depends_on");
  });
});

describe("a rule for a range", () => {
  const rules = (manifest: string) => tiny(manifest).all("aws_vpc_security_group_ingress_rule");

  it("that has another name is the same, because AWS has no two for the same range", () => {
    const renamed = rules(MANIFEST.replace("office", "headquarters"));
    expect(Object.keys(renamed)).toEqual(Object.keys(rules(MANIFEST)));
    const texts = Object.values(renamed).map(({ description }) => description);
    expect(texts.sort()).toEqual(["SSH from headquarters", "SSH from home"]);
  });

  it("that changes is another, and the host stays", () => {
    const changed = MANIFEST.replace("198.51.100.7", "198.51.100.8");
    expect(Object.keys(rules(changed))).not.toEqual(Object.keys(rules(MANIFEST)));
    expect(tiny(changed).one("aws_instance")).toEqual(tiny().one("aws_instance"));
  });
});
