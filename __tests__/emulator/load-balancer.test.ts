import { describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("a load balancer", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  const call = (Action: string, parameters: Record<string, string>) =>
    emulator.query("elasticloadbalancing", { Action, Version: "2015-12-01", ...parameters });

  /** Makes a load balancer and gives its ARN. */
  const made = async (Name: string) => {
    const subnets = await emulator.query("ec2", { Action: "DescribeSubnets", Version: "2016-11-15" });
    const [first, second] = [...subnets.matchAll(/<subnetId>(.*?)</g)].map((match) => match[1]!);
    const members = { "Subnets.member.1": first!, "Subnets.member.2": second! };
    return /<LoadBalancerArn>(.*?)</.exec(await call("CreateLoadBalancer", { Name, ...members }))![1]!;
  };

  test("with deletion protection is not deleted until the protection is off", async () => {
    const LoadBalancerArn = await made("guarded");
    const protect = (value: string) => {
      const attribute = {
        "Attributes.member.1.Key": "deletion_protection.enabled",
        "Attributes.member.1.Value": value,
      };
      return call("ModifyLoadBalancerAttributes", { LoadBalancerArn, ...attribute });
    };

    await protect("true");
    await expect(call("DeleteLoadBalancer", { LoadBalancerArn })).rejects.toThrow("OperationNotPermitted");
    await protect("false");
    await call("DeleteLoadBalancer", { LoadBalancerArn });
    expect(await call("DescribeLoadBalancers", {})).not.toContain(LoadBalancerArn);
  });

  test("gives the rule that is there when it is asked for again in the same words, and refuses another at its priority", async () => {
    const action = (prefix: string) => ({
      [`${prefix}.member.1.Type`]: "fixed-response",
      [`${prefix}.member.1.FixedResponseConfig.StatusCode`]: "404",
    });
    const listener = await call("CreateListener", {
      LoadBalancerArn: await made("ruled"),
      Protocol: "HTTP",
      Port: "80",
      ...action("DefaultActions"),
    });
    const rule = (host: string) =>
      call("CreateRule", {
        ListenerArn: /<ListenerArn>(.*?)</.exec(listener)![1]!,
        Priority: "7",
        "Conditions.member.1.Field": "host-header",
        "Conditions.member.1.HostHeaderConfig.Values.member.1": host,
        ...action("Actions"),
      });
    const arnOf = (answer: string) => /<RuleArn>(.*?)</.exec(answer)![1]!;

    const first = arnOf(await rule("a.example.org"));
    expect(arnOf(await rule("a.example.org"))).toBe(first);
    await expect(rule("b.example.org")).rejects.toThrow("PriorityInUse");
  });
});
