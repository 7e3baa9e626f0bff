import { describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("a listener rule", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  const call = (Action: string, parameters: Record<string, string>) =>
    emulator.query("elasticloadbalancing", { Action, Version: "2015-12-01", ...parameters });

  test("asked for again in the same words is the one that is there; another at its priority is refused", async () => {
    const subnets = await emulator.query("ec2", { Action: "DescribeSubnets", Version: "2016-11-15" });
    const [first, second] = [...subnets.matchAll(/<subnetId>(.*?)</g)].map((match) => match[1]!);
    const members = { "Subnets.member.1": first!, "Subnets.member.2": second! };
    const balancer = await call("CreateLoadBalancer", { Name: "ruled", ...members });
    const action = (prefix: string) => ({
      [`${prefix}.member.1.Type`]: "fixed-response",
      [`${prefix}.member.1.FixedResponseConfig.StatusCode`]: "404",
    });
    const listener = await call("CreateListener", {
      LoadBalancerArn: /<LoadBalancerArn>(.*?)</.exec(balancer)![1]!,
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

    const made = arnOf(await rule("a.example.org"));
    expect(arnOf(await rule("a.example.org"))).toBe(made);
    await expect(rule("b.example.org")).rejects.toThrow("PriorityInUse");
  });
});
