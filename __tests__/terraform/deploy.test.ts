import { join } from "node:path";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { EcsService } from "../../modules/ecs/ecs-service";
import { EmulatedAccount, REGION } from "./emulated-account";
import { describeWithTerraform } from "./installed";

/** A service that runs one image. */
function synthesize(folder: string, image: string): string {
  const app = new App({ outdir: folder });
  const stack = new TerraformStack(app, "deploy");
  new LocalBackend(stack, { path: "terraform.tfstate" });
  new AwsProvider(stack, "aws", { region: REGION });
  const cluster = new EcsCluster(stack, "cluster", { name: "deploy" });
  const vpc = new Vpc(stack, "vpc", { cidrBlock: "10.0.0.0/16" });
  const subnet = new Subnet(stack, "subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
  const group = new SecurityGroup(stack, "group", { vpcId: vpc.id });
  const task = new EcsTaskDefinition(stack, "task", {
    family: "web",
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    containerDefinitions: JSON.stringify([{ name: "web", image, essential: true }]),
  });
  new EcsService(stack, "web", {
    name: "web",
    clusterArn: cluster.arn,
    taskDefinitionArn: task.arn,
    desiredCount: 2,
    scales: false,
    neverTwo: false,
    subnetIds: [subnet.id],
    securityGroupId: group.id,
    exec: false,
    steadyWithin: 60,
  });
  app.synth();
  return join(folder, "stacks", "deploy");
}

describeWithTerraform("a deploy", () => {
  const account = new EmulatedAccount("deploy");

  async function deploy(image: string): Promise<void> {
    const stack = synthesize(account.folder, image);
    const terraform = account.terraform("deploy", stack);
    await terraform.init();
    await terraform.plan("deploy.tfplan");
    await terraform.apply("deploy.tfplan");
  }

  async function failing(method: "POST" | "DELETE", contains?: string): Promise<void> {
    const body = contains && JSON.stringify({ contains });
    const { status } = await fetch(`${account.endpoint}/_drydock/failing-images`, { method, body });
    expect(status).toBe(200);
  }

  it("succeeds when its tasks become healthy", async () => {
    await deploy("web:1");
  }, 600_000);

  it("fails, and says why, when ECS rolled it back", async () => {
    await failing("POST", "web:2");
    await expect(deploy("web:2")).rejects.toThrow(
      /The deploy of web failed and ECS rolled it back: the new tasks did not become healthy\./,
    );
  }, 600_000);

  it("succeeds again with an image that works", async () => {
    await failing("DELETE");
    await deploy("web:3");
  }, 600_000);
});
