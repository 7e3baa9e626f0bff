import { describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("a load balancer", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  const call = (Action: string, parameters: Record<string, string>) =>
    emulator.query("elasticloadbalancing", { Action, Version: "2015-12-01", ...parameters });

  test("with deletion protection is not deleted until the protection is off", async () => {
    const subnets = await emulator.query("ec2", { Action: "DescribeSubnets", Version: "2016-11-15" });
    const [first, second] = [...subnets.matchAll(/<subnetId>(.*?)</g)].map((match) => match[1]!);
    const members = { "Subnets.member.1": first!, "Subnets.member.2": second! };
    const created = await call("CreateLoadBalancer", { Name: "guarded", ...members });
    const LoadBalancerArn = /<LoadBalancerArn>(.*?)</.exec(created)![1]!;
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
});
