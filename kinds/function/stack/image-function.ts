import { Construct } from "constructs";
import { LogGroup } from "../../../modules/cloudwatch/log-group";
import { Role } from "../../../modules/iam/role";
import { LambdaFunction } from "../../../modules/lambda/lambda-function";
import { SecurityGroup } from "../../../modules/vpc/security-group";
import type { Access } from "../../core/contexts/access";
import type { ServiceContext } from "../../core/contexts/service";
import { kindOf } from "../../core/sections";
import { accessesOf } from "../../core/stack/accesses";
import { terraformText } from "../../core/stack/terraform-text";
import { environmentVariables } from "../../core/stack/values";
import { repositoryOutputs } from "../../image/outputs";
import { logGroupOf } from "../../operations/stack/log-group-name";
import { denyOtherEnvironments } from "../../secret/stack/access";
import type { ContainerService } from "../../service/stack/container-service";
import { functionName } from "../names";
import { functionOutputs } from "../outputs";
import type { LambdaFunction as Settings } from "../settings";
import { loopStatements, networkStatements, pollStatements, runStatements } from "./role";

/** A function of the manifest: its role, its log, its place in the network if it needs one, and the image it runs. */
export class ImageFunction extends Construct {
  readonly name: string;
  readonly arn: string;
  /** ARN of the queue of what failed every time. */
  readonly deadLettersArn: string;
  private readonly settings: Settings;
  private readonly access: readonly Access[];
  private readonly network: SecurityGroup | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly context: ServiceContext,
  ) {
    super(scope, id);
    const { environment, data, vpc, repository, tags } = context;
    this.settings = environment.functions[id]!;
    this.name = functionName(environment, id);
    this.deadLettersArn = data(functionOutputs(id).deadLettersArn);
    this.access = accessesOf(this.settings.uses, Object.values(this.settings.environment), context);
    this.network = this.securityGroup();
    const logs = new LogGroup(this, "logs", {
      name: logGroupOf(context.environment, id),
      retentionDays: this.settings.logs.retain,
    });
    const { image: imageName, command, entryPoint } = this.settings;
    const image = environment.images[imageName]!;
    this.arn = new LambdaFunction(this, "function", {
      ...this.settings,
      name: this.name,
      image: tags.uri(imageName, image, (other) => repository(repositoryOutputs(other).url)),
      architecture: image.architecture,
      command: command?.map(terraformText),
      entryPoint: entryPoint?.map(terraformText),
      environment: environmentVariables(this.settings.environment, context.resolve).environment,
      role: this.role(logs),
      logGroupName: logs.name,
      deadLettersArn: this.deadLettersArn,
      network: this.network && { subnetIds: vpc.privateSubnetIds, securityGroupId: this.network.id },
    }).arn;
  }

  /** Lets this function reach a service on its port. */
  connectTo(service: ContainerService): void {
    const description = `${this.node.id} to ${service.node.id}`;
    this.network!.connectTo(service.node.id, service.network.id, service.port!, description);
  }

  private role(logs: LogGroup): Role {
    const { environment } = this.context;
    return new Role(this, "role", {
      name: `${this.name}-function`,
      description: `What the function ${this.name} may do in AWS`,
      service: "lambda.amazonaws.com",
      permissionsBoundary: environment.permissionsBoundary,
      statements: [
        ...runStatements(logs.arn, this.deadLettersArn),
        ...pollStatements(this.settings, this.context),
        ...(this.network ? networkStatements(this.name, this.context) : []),
        ...this.access.flatMap((one) => one.statements),
        ...loopStatements(this.settings, this.context),
        ...denyOtherEnvironments(environment),
      ],
    });
  }

  /** A group of its own for a function that uses something in the network; any other stays outside. */
  private securityGroup(): SecurityGroup | undefined {
    const { environment, vpc } = this.context;
    const edges = new Map(this.access.flatMap((one) => one.edges).map((edge) => [edge.to, edge]));
    const connects = Object.keys(this.settings.uses).some((name) => kindOf(environment, name) === "service");
    if (edges.size === 0 && !connects) return undefined;
    const group = new SecurityGroup(this, "network", {
      name: this.name,
      description: `What the function ${this.name} reaches`,
      vpcId: vpc.id,
    });
    group.allowToRange("https", "0.0.0.0/0", 443, "AWS APIs and the internet over HTTPS");
    for (const edge of edges.values()) {
      group.connectTo(edge.to, edge.securityGroupId, edge.port, `${this.node.id} to ${edge.to}`);
    }
    return group;
  }
}
