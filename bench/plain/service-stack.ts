import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsEcsService } from "@cdktf/provider-aws/lib/data-aws-ecs-service";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { ServiceDiscoveryPrivateDnsNamespace } from "@cdktf/provider-aws/lib/service-discovery-private-dns-namespace";
import { ServiceDiscoveryService } from "@cdktf/provider-aws/lib/service-discovery-service";
import { Op, TerraformOutput, TerraformSelf } from "cdktf";
import type { Construct } from "constructs";
import type { BenchEnvironment } from "../environments";
import { containerDefinitions } from "./containers";
import type { DataStack } from "./data-stack";
import { PlainLoadBalancer } from "./load-balancer";
import type { NetworkStack } from "./network-stack";
import type { ImageName, RegistryStack } from "./registry-stack";
import { role, type Statement } from "./role";
import { environmentStack, prefixOf, S3Stack } from "./s3-stack";
import { connect, securityGroup, world } from "./security-group";
import { execStatements, foreignSecrets, taskStatements } from "./task-role";

export interface ServiceStackProps {
  readonly environment: BenchEnvironment;
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly registry: RegistryStack;
  readonly tags: Record<ImageName, string>;
}

/** The cluster, the load balancer and the service. */
export class ServiceStack extends S3Stack {
  readonly cluster: EcsCluster;
  readonly service: EcsService;
  readonly loadBalancer: PlainLoadBalancer;
  private readonly prefix: string;

  constructor(
    scope: Construct,
    private readonly props: ServiceStackProps,
  ) {
    super(scope, ...environmentStack(props.environment, "service"));
    const { environment, network, data } = props;
    this.prefix = prefixOf(environment);
    const vpcId = network.vpc.id;
    const execLog = new CloudwatchLogGroup(this, "exec-log", { name: `/${this.prefix}/exec`, retentionInDays: 90 });
    this.cluster = this.addCluster(execLog);
    this.loadBalancer = new PlainLoadBalancer(this, { environment, network });
    const group = securityGroup(this, "group", {
      name: `${this.prefix}-ps`,
      description: `What the service ${this.prefix}-ps reaches and who reaches it`,
      vpcId,
    });
    world(this, "apis", "out", { group, port: 443, description: "AWS APIs and the internet over HTTPS" });
    connect(this, "database", { from: group, to: data.access, port: 5432, description: "ps to provsys" });
    connect(this, "door-ps", {
      from: this.loadBalancer.group,
      to: group,
      port: 80,
      description: "Load balancer to ps",
    });
    const task = this.addTask(execLog);
    this.service = this.addService(task, group);
    new TerraformOutput(this, "load_balancer_host", {
      value: this.loadBalancer.balancer.dnsName,
      description: "Host name of the load balancer",
    });
  }

  private addCluster(execLog: CloudwatchLogGroup): EcsCluster {
    const cluster = new EcsCluster(this, "cluster", {
      name: this.prefix,
      setting: [{ name: "containerInsights", value: "enabled" }],
      configuration: {
        executeCommandConfiguration: {
          logging: "OVERRIDE",
          logConfiguration: { cloudWatchLogGroupName: execLog.name },
        },
      },
    });
    new EcsClusterCapacityProviders(this, "capacity", {
      clusterName: cluster.name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 1, weight: 100 }],
    });
    return cluster;
  }

  private addPrivateName(): ServiceDiscoveryService {
    const domain = `${this.props.environment.name}.sliderule.internal`;
    const namespace = new ServiceDiscoveryPrivateDnsNamespace(this, "namespace", {
      name: domain,
      description: `Names of services within ${domain}`,
      vpc: this.props.network.vpc.id,
    });
    return new ServiceDiscoveryService(this, "private-name", {
      name: "ps",
      dnsConfig: {
        namespaceId: namespace.id,
        routingPolicy: "MULTIVALUE",
        dnsRecords: [{ type: "A", ttl: 10 }],
      },
      healthCheckCustomConfig: { failureThreshold: 1 },
    });
  }

  private addTask(execLog: CloudwatchLogGroup): EcsTaskDefinition {
    const { environment, data, registry, tags } = this.props;
    const logs = new CloudwatchLogGroup(this, "logs", { name: `/${this.prefix}/ps`, retentionInDays: 30 });
    const { repositories } = registry;
    const uri = (image: ImageName) => `${repositories[image].repositoryUrl}:${tags[image]}`;
    const execution = this.addRole("execution", `Lets ECS start tasks of ${this.prefix}-ps`, [
      { Sid: "SignInToEcr", Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] },
      {
        Sid: "PullImages",
        Effect: "Allow",
        Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        Resource: Object.values(repositories).map((repository) => repository.arn),
      },
      {
        Sid: "WriteLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [`${logs.arn}:*`],
      },
      {
        Sid: "InjectSecrets",
        Effect: "Allow",
        Action: ["secretsmanager:GetSecretValue"],
        Resource: [data.secret.arn, data.passwordArn],
      },
      ...foreignSecrets(environment.name),
    ]);
    const task = this.addRole("task", `What ${this.prefix}-ps may do in AWS`, [
      ...taskStatements(environment, data.secret.arn),
      ...execStatements(execLog.arn),
      ...foreignSecrets(environment.name),
    ]);
    return new EcsTaskDefinition(this, "task", {
      family: `${this.prefix}-ps`,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "2048",
      memory: "4096",
      runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
      executionRoleArn: execution.arn,
      taskRoleArn: task.arn,
      skipDestroy: true,
      volume: [{ name: "redis-scratch-0" }, { name: "ps-nginx-scratch-0" }],
      containerDefinitions: JSON.stringify(
        containerDefinitions({
          environment,
          logGroup: logs.name,
          images: { "ps-server": uri("ps-server"), "ps-web": uri("ps-web"), "ps-nginx": uri("ps-nginx") },
          database: { host: data.database.address, passwordArn: data.passwordArn },
          secretArn: data.secret.arn,
        }),
      ),
    });
  }

  private addRole(id: string, description: string, statements: Statement[]) {
    return role(this, `${id}-role`, {
      name: `${this.prefix}-ps-${id}`,
      description,
      service: "ecs-tasks.amazonaws.com",
      account: this.props.environment.account,
      statements,
    });
  }

  private addService(task: EcsTaskDefinition, group: SecurityGroup): EcsService {
    const service = new EcsService(this, "service", {
      name: "ps",
      cluster: this.cluster.arn,
      taskDefinition: task.arn,
      desiredCount: 1,
      capacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }],
      forceNewDeployment: true,
      platformVersion: "LATEST",
      deploymentMinimumHealthyPercent: 0,
      deploymentMaximumPercent: 100,
      availabilityZoneRebalancing: "DISABLED",
      deploymentCircuitBreaker: { enable: true, rollback: true },
      deploymentController: { type: "ECS" },
      waitForSteadyState: true,
      networkConfiguration: {
        subnets: this.props.network.privateSubnets.map((subnet) => subnet.id),
        securityGroups: [group.id],
        assignPublicIp: false,
      },
      loadBalancer: [{ targetGroupArn: this.loadBalancer.targets.arn, containerName: "ps-nginx", containerPort: 80 }],
      healthCheckGracePeriodSeconds: 390,
      serviceRegistries: { registryArn: this.addPrivateName().arn },
      enableExecuteCommand: true,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      timeouts: { create: "1200s", update: "1200s", delete: "1200s" },
      dependsOn: [this.loadBalancer.rule],
    });
    new DataAwsEcsService(this, "deployed", {
      clusterArn: this.cluster.arn,
      serviceName: service.name,
      dependsOn: [service],
      lifecycle: {
        postcondition: [
          {
            condition: Op.eq(TerraformSelf.getString("task_definition"), task.arn),
            errorMessage:
              "The deploy of ps failed and ECS rolled it back: the new tasks did not become healthy. See the service's events and the logs of the stopped tasks; fix the cause and apply again.",
          },
        ],
      },
    });
    return service;
  }
}
