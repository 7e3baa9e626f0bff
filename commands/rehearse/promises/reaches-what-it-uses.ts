import { type Applied, blocks, resourcesOf, texts } from "./applied";
import { type GroupRule, groupRules, isPort, isWorld } from "./group-rules";

/** Something in the network, with its name in the manifest. */
interface Member {
  readonly name: string;
  readonly groups: readonly string[];
}

interface Database extends Member {
  readonly port: number;
}

/** Every service reaches the databases that it uses and no other; only the load balancer reaches services. */
export function reachesWhatItUses(applied: Applied): string[] {
  const { environment } = applied;
  const rules = groupRules(applied);
  const services = servicesOf(applied);
  const databases = databasesOf(applied);
  return [
    ...missing("service", Object.keys(environment.services), services),
    ...missing("database", Object.keys(environment.databases), databases),
    ...services.flatMap((service) =>
      databases.flatMap((database) =>
        edge(rules, service, database, environment.services[service.name]?.uses[database.name] !== undefined),
      ),
    ),
    ...databases.flatMap((database) => strangers(rules, database, services)),
    ...services.flatMap((service) => strangers(rules, service, balancersOf(applied))),
  ];
}

function servicesOf(applied: Applied): Member[] {
  return resourcesOf(applied, "aws_ecs_service").map(({ values }) => ({
    name: values["name"] as string,
    groups: blocks(values["network_configuration"]).flatMap((network) => texts(network["security_groups"])),
  }));
}

/** The data layer hands on each database's identifier as `<name>_identifier`. */
function databasesOf(applied: Applied): Database[] {
  const outputs = applied.layers.find(({ layer }) => layer === "data")?.state.values?.outputs ?? {};
  const instances = resourcesOf(applied, "aws_db_instance");
  return Object.keys(applied.environment.databases).flatMap((name) =>
    instances
      .filter(({ values }) => values["identifier"] === outputs[`${name}_identifier`]?.value)
      .map(({ values }) => ({ name, groups: texts(values["vpc_security_group_ids"]), port: values["port"] as number })),
  );
}

function balancersOf(applied: Applied): Member[] {
  return resourcesOf(applied, "aws_lb").map(({ values }) => ({
    name: values["name"] as string,
    groups: texts(values["security_groups"]),
  }));
}

function missing(kind: string, names: readonly string[], found: readonly Member[]): string[] {
  return names
    .filter((name) => !found.some((member) => member.name === name))
    .map((name) => `the ${kind} ${name} of the manifest is in no state`);
}

/** Whether a service reaches a database on its port, exactly if it uses it. */
function edge(rules: readonly GroupRule[], service: Member, database: Database, used: boolean): string[] {
  const leaves = rules.some(
    (rule) =>
      rule.direction === "egress" &&
      service.groups.includes(rule.group) &&
      (isPort(rule, database.port) || rule.protocol === "-1") &&
      (database.groups.includes(rule.peer ?? "") || rule.ranges.some(isWorld)),
  );
  const enters = rules.filter(
    (rule) =>
      rule.direction === "ingress" && database.groups.includes(rule.group) && service.groups.includes(rule.peer ?? ""),
  );
  if (!used)
    return enters.map((rule) => `${rule.place} lets ${service.name} reach ${database.name}, which it does not use`);
  const way = `${service.name} uses ${database.name}, but`;
  return [
    ...(leaves ? [] : [`${way} no rule lets it out to port ${database.port}`]),
    ...(enters.some((rule) => isPort(rule, database.port))
      ? []
      : [`${way} no rule lets it in on port ${database.port}`]),
    ...enters
      .filter((rule) => !isPort(rule, database.port))
      .map((rule) => `${rule.place} lets ${service.name} reach more of ${database.name} than port ${database.port}`),
  ];
}

/** Rules that let in anyone but the known members. */
function strangers(rules: readonly GroupRule[], target: Member, known: readonly Member[]): string[] {
  const groups = known.flatMap((member) => member.groups);
  return rules
    .filter((rule) => rule.direction === "ingress" && target.groups.includes(rule.group))
    .filter((rule) => rule.ranges.length > 0 || !groups.includes(rule.peer ?? ""))
    .map((rule) => `${rule.place} lets ${[...rule.ranges, rule.peer].filter(Boolean).join(", ")} reach ${target.name}`);
}
