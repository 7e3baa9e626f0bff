import { readFileSync } from "node:fs";
import { openArchive } from "../../../backup/kofax-rpa/open-archive";
import { synthesize, type Template } from "../../stacks/template";

export type Stacks = Record<string, Template>;
export type Environment = "poc" | "prod";

export const FILE = "deployments/kofax-rpa.yaml";
export const MANIFEST = readFileSync(FILE, "utf8");
export const own = synthesize(undefined, "kofax-rpa");
export const withAll = synthesize(undefined, "kofax-rpa-prod", "all");
export const layer = (environment: Environment, name: string, stacks: Stacks = own): Template =>
  stacks[`kofax-rpa-${environment}-${name}`]!;
export const task = (environment: Environment, service: string, stacks: Stacks = own) =>
  layer(environment, "service", stacks).one("aws_ecs_task_definition", `${service}_task_definition_task`);
export const containers = (environment: Environment, service: string, stacks: Stacks = own) =>
  JSON.parse(task(environment, service, stacks)["container_definitions"]) as Record<string, any>[];
/** The container of a service that is not one of those that make databases before it. */
export const container = (environment: Environment, service: string, stacks: Stacks = own) =>
  containers(environment, service, stacks).find(({ name }) => name === service)!;
export const variables = (definition: Record<string, any>): Record<string, string> =>
  Object.fromEntries(definition["environment"].map(({ name, value }: Record<string, string>) => [name, value]));
export const injected = (definition: Record<string, any>): Record<string, string> =>
  Object.fromEntries(definition["secrets"].map(({ name, valueFrom }: Record<string, string>) => [name, valueFrom]));
export const output = (name: string) => `\${data.terraform_remote_state.data.outputs.${name}}`;
export const secretKey = (secret: string, key: string) => `${output(`${secret}_arn`)}:${key}::`;
export const ecs = (environment: Environment, service: string, stacks: Stacks = own) =>
  layer(environment, "service", stacks).one("aws_ecs_service", `${service}_ecs_service`);
export const services = (environment: Environment, stacks: Stacks = own) =>
  Object.values(layer(environment, "service", stacks).all("aws_ecs_service")).map((service) => service["name"]);

/** Who reaches whom inside an environment: from, to, port. */
export function edges(environment: Environment, stacks: Stacks = own): string[] {
  const rules = Object.values(layer(environment, "service", stacks).all("aws_vpc_security_group_egress_rule"));
  return rules
    .filter((rule) => "referenced_security_group_id" in rule)
    .map((rule) => `${rule["description"]} ${rule["from_port"]}`)
    .sort();
}

export const SOURCES = "backup/kofax-rpa/sources";

/** What the published backup of an environment says of the console. */
export async function published(environment: Environment): Promise<string> {
  const file = `build/files/kofax-rpa-${environment}/backups/Backup.zip`;
  const archive = await openArchive("Backup.zip", readFileSync(file));
  return archive.get("global.xml")!.toString("utf8");
}

/** Connections that are held at once: the console's pool, and 20 to each of two databases by every RoboServer. */
export function connectionsOf(environment: Environment): number {
  const clusters = readFileSync("backup/kofax-rpa/sources/clusters.yaml", "utf8");
  const pool = Number(clusters.match(/maxActiveConnections: (\d+)/)![1]);
  const servers = layer(environment, "service").one("aws_appautoscaling_target")["max_capacity"] as number;
  const console = Number(variables(container(environment, "management-console"))["CONTEXT_RESOURCE_MAXTOTAL"]);
  return console + servers * pool * 2;
}
