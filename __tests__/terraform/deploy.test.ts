import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { Processes } from "../../commands/process/processes";
import { accountVariables, cleanVariables } from "../../commands/rehearse/account";
import { type Emulator, startEmulator } from "../../commands/rehearse/emulator";
import { type SharedProvider, startSharedProvider } from "../../commands/terraform/shared-provider";
import { Terraform } from "../../commands/terraform/terraform";
import { EcsService } from "../../modules/ecs-service";
import { describeWithTerraform, terraform as installation, ROOT } from "./installed";

const ACCOUNT = "111111111111";
const REGION = "us-west-2";

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
  const folder = mkdtempSync(join(tmpdir(), "drydock-deploy-"));
  const processes = new Processes({ watched: true });
  let emulator: Emulator;
  let provider: SharedProvider;
  let variables: Record<string, string | undefined>;

  beforeAll(async () => {
    const own = cleanVariables(process.env);
    emulator = await startEmulator({ root: ROOT, folder, processes, variables: own });
    const account = { ...own, ...accountVariables(emulator, ACCOUNT, REGION) };
    provider = await startSharedProvider(installation, processes, account);
    variables = { ...account, ...installation.variables, ...provider.variables };
  }, 600_000);

  afterAll(async () => {
    await processes.stop();
    rmSync(folder, { recursive: true });
  });

  async function deploy(image: string): Promise<void> {
    const stack = synthesize(folder, image);
    const terraform = new Terraform({ stack: "deploy", folder: stack, variables, processes, log: join(folder, "log") });
    await terraform.init();
    await terraform.plan("deploy.tfplan");
    await terraform.apply("deploy.tfplan");
  }

  async function failing(method: "POST" | "DELETE", contains?: string): Promise<void> {
    const body = contains && JSON.stringify({ contains });
    const { status } = await fetch(`${emulator.endpoint}/_drydock/failing-images`, { method, body });
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
