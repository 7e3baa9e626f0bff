import type { Environment } from "../../../kinds/core/environment";
import { type Applied, blocks, place, resourcesOf, texts } from "./applied";
import { groupRules, isPort, isWorld } from "./group-rules";
import { openFunctions } from "./open-functions";
import { openTunnel, publicMachines } from "./public-machines";
import { openBuckets, openPolicies } from "./public-policies";

/** Nothing can be reached from the internet that the manifest does not call public. */
export function nothingPublic(applied: Applied): string[] {
  return [
    ...openGroups(applied),
    ...openToLists(applied),
    ...publicBalancers(applied),
    ...publicDistributions(applied),
    ...publicAccelerators(applied),
    ...publicDatabases(applied),
    ...publicTasks(applied),
    ...publicMachines(applied),
    ...openTunnel(applied),
    ...openFunctions(applied),
    ...openBuckets(applied),
    ...openPolicies(applied),
  ];
}

function isExposed(environment: Environment): boolean {
  return Object.values(environment.services).some(({ expose }) => expose !== undefined);
}

/** Security groups that let the world in, except on the listeners of load balancers that the manifest opens to it. */
function openGroups(applied: Applied): string[] {
  const { environment } = applied;
  const allowed = isExposed(environment) ? environment.loadBalancer.allow : [];
  const open = listeners(applied);
  return groupRules(applied)
    .filter(({ direction }) => direction === "ingress")
    .flatMap((rule) =>
      rule.ranges
        .filter((range) => isWorld(range))
        .filter(
          (range) =>
            !(
              allowed.includes(range) &&
              open.some((listener) => listener.group === rule.group && isPort(rule, listener.port))
            ),
        )
        .map(
          (range) =>
            `${rule.place} lets ${range} in on ${ports(rule.from, rule.to)}, which no load balancer of the manifest opens`,
        ),
    );
}

/** Security groups that let lists of addresses in, except a load balancer that has CloudFront in front. */
function openToLists(applied: Applied): string[] {
  const { environment } = applied;
  const open = isExposed(environment) && environment.loadBalancer.cloudFront ? listeners(applied) : [];
  return groupRules(applied)
    .filter(({ direction, prefixList }) => direction === "ingress" && prefixList !== undefined)
    .filter((rule) => !open.some((listener) => listener.group === rule.group && isPort(rule, listener.port)))
    .map(
      (rule) =>
        `${rule.place} lets ${rule.prefixList} in on ${ports(rule.from, rule.to)}, which no load balancer behind CloudFront opens`,
    );
}

function ports(from: number | undefined, to: number | undefined): string {
  if (from === undefined || from === -1) return "every port";
  return from === to ? `port ${from}` : `ports ${from} to ${to}`;
}

/** The security groups of load balancers with the ports that they listen on. */
function listeners(applied: Applied): { group: string; port: number }[] {
  const balancers = resourcesOf(applied, "aws_lb");
  return resourcesOf(applied, "aws_lb_listener").flatMap(({ values }) =>
    balancers
      .filter((balancer) => balancer.values["arn"] === values["load_balancer_arn"])
      .flatMap((balancer) => texts(balancer.values["security_groups"]))
      .map((group) => ({ group, port: values["port"] as number })),
  );
}

function publicBalancers(applied: Applied): string[] {
  const { environment } = applied;
  const hasCloudFront = environment.loadBalancer.cloudFront !== undefined;
  if (isExposed(environment) && !hasCloudFront) return [];
  const reason = hasCloudFront ? "CloudFront alone is to reach it" : "no service of the manifest is exposed";
  return resourcesOf(applied, "aws_lb")
    .filter(({ values }) => values["internal"] !== true)
    .map((balancer) => `${place(balancer)} faces the internet, but ${reason}`);
}

function publicDistributions(applied: Applied): string[] {
  const { environment } = applied;
  const wanted = isExposed(environment) && environment.loadBalancer.cloudFront !== undefined;
  return resourcesOf(applied, "aws_cloudfront_distribution")
    .filter(() => !wanted)
    .map((distribution) => `${place(distribution)} serves the internet, but the manifest has no CloudFront`);
}

/** Static addresses that the manifest does not ask for, and those that lead elsewhere than to its load balancer. */
function publicAccelerators(applied: Applied): string[] {
  const { environment } = applied;
  const balancers = isExposed(environment) ? resourcesOf(applied, "aws_lb").map(({ values }) => values["arn"]) : [];
  return [
    ...resourcesOf(applied, "aws_globalaccelerator_accelerator")
      .filter(() => !environment.loadBalancer.staticAddresses)
      .map((accelerator) => `${place(accelerator)} has public addresses, but the manifest asks for no static ones`),
    ...resourcesOf(applied, "aws_globalaccelerator_endpoint_group").flatMap((group) =>
      blocks(group.values["endpoint_configuration"])
        .map((endpoint) => endpoint["endpoint_id"])
        .filter((endpoint) => !balancers.includes(endpoint))
        .map(
          (endpoint) => `${place(group)} leads the internet to ${endpoint}, which is no load balancer of the manifest`,
        ),
    ),
  ];
}

function publicDatabases(applied: Applied): string[] {
  return resourcesOf(applied, "aws_db_instance", "aws_rds_cluster_instance")
    .filter(({ values }) => values["publicly_accessible"] === true)
    .map((database) => `${place(database)} is publicly accessible`);
}

function publicTasks(applied: Applied): string[] {
  return resourcesOf(applied, "aws_ecs_service")
    .filter(({ values }) =>
      blocks(values["network_configuration"]).some((network) => network["assign_public_ip"] === true),
    )
    .map((service) => `${place(service)} gives its tasks public addresses`);
}
