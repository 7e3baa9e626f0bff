import type { Environment } from "../../kinds/core/environment";
import { Values, whereIs } from "../access/values";
import type { Arguments, Template } from "../stacks/template";
import { GROUP_RULES, LIMITS, ROLE_POLICIES, type Scope, TASK_BYTES, TASK_CONTAINERS, TRUST_POLICY } from "./limits";

type Stacks = Readonly<Record<string, Template>>;

/** A resource, its address for people, and its stack. */
interface Placed {
  readonly stack: Template;
  readonly type: string;
  readonly name: string;
  readonly args: Arguments;
  readonly place: string;
}

function resources(stacks: Stacks): Placed[] {
  return Object.values(stacks).flatMap((stack) =>
    Object.entries((stack.json["resource"] ?? {}) as Record<string, Record<string, Arguments>>).flatMap(
      ([type, byName]) =>
        Object.entries(byName).map(([name, args]) => ({
          stack,
          type,
          name,
          args,
          place: `${stack.name} ${type}.${name}`,
        })),
    ),
  );
}

/** Every name is one that AWS takes, and nothing else has it. */
export function namesFit(stacks: Stacks): string[] {
  const values = new Values(stacks);
  const owners = new Map<string, string>();
  return resources(stacks).flatMap(({ stack, type, args, place }) => {
    const limit = LIMITS[type];
    if (!limit) return [];
    const text = args[limit.argument];
    if (typeof text !== "string")
      return [`${place} has no ${limit.argument} of its own, and the name that is made up tells nobody what it is`];
    const name = values.text(stack, text);
    const key = `${limit.set ?? type} ${within(limit.scope, stack, args)} ${name}`;
    const owner = owners.get(key);
    owners.set(key, place);
    return [
      ...(name.length > limit.longest
        ? [
            `${place} is called ${name}, which has ${name.length} characters of at most ${limit.longest} (${limit.source})`,
          ]
        : []),
      ...(limit.form.test(name) ? [] : [`${place} is called ${name}, which AWS does not take (${limit.source})`]),
      ...(owner ? [`${place} and ${owner} are both called ${name}`] : []),
    ];
  });
}

function within(scope: Scope, stack: Template, args: Arguments): string {
  const { account, ...own } = whereIs(stack);
  const region = args["provider"] ?? own.region;
  const parent = args["cluster"] ?? args["user_pool_id"] ?? args["dns_config"]?.namespace_id;
  const network = stack.name.replace(/-[a-z]+$/, "");
  return { world: "", account, region: `${account} ${region}`, network, own: `${stack.name} ${parent}` }[scope];
}

/** Names of an environment's things begin with the environment's, cut short at most where a hash follows. */
export function namesCarryTheEnvironment(stacks: Stacks, environments: readonly Environment[]): string[] {
  const values = new Values(stacks);
  return environments.flatMap(({ system, name: environment }) => {
    const own = Object.fromEntries(Object.entries(stacks).filter(([name]) => isOf(name, `${system}-${environment}`)));
    return resources(own).flatMap(({ stack, type, args, place }) => {
      const limit = LIMITS[type];
      if (!limit || limit.scope === "own") return [];
      const name = values.text(stack, args[limit.argument]);
      const prefixes = [`${system}-${environment}`, `${system}/${environment}`, `${environment}.${system}`];
      const cut = /^(.*)-[0-9a-f]{6}$/.exec(name)?.[1] ?? "";
      const carries =
        prefixes.some((prefix) => name.includes(prefix)) || (cut.length >= 20 && prefixes[0]!.startsWith(cut));
      return carries ? [] : [`${place} is called ${name}, which does not say ${system}-${environment}`];
    });
  });
}

function isOf(stack: string, prefix: string): boolean {
  return ["network", "data", "service", "operations"].some((layer) => stack === `${prefix}-${layer}`);
}

/** Every expression leads to something that is there, so that Terraform will find it too. */
export function policiesFit(stacks: Stacks): string[] {
  const values = new Values(stacks);
  const sizes = new Map<string, number>();
  const size = (stack: Template, policy: string) => values.text(stack, policy).replace(/\s/g, "").length;
  for (const { stack, type, args, place } of resources(stacks)) {
    if (type === "aws_iam_role_policy") sizes.set(`${place} of ${ROLE_POLICIES}`, size(stack, args["policy"]));
    if (type === "aws_iam_role") sizes.set(`${place} of ${TRUST_POLICY}`, size(stack, args["assume_role_policy"]));
  }
  return [...sizes]
    .filter(([place, length]) => length > Number(place.split(" of ")[1]))
    .map(([place, length]) => `${place} characters has ${length}`);
}

/** No group has more rules, and no task more containers, than AWS takes. */
export function countsFit(stacks: Stacks): string[] {
  const rules = new Map<string, number>();
  const found: string[] = [];
  for (const { stack, type, args, place } of resources(stacks)) {
    if (/^aws_vpc_security_group_\w+_rule$/.test(type)) {
      const group = `${type} ${args["security_group_id"]} in ${stack.name}`;
      rules.set(group, (rules.get(group) ?? 0) + 1);
    }
    if (type !== "aws_ecs_task_definition") continue;
    const containers = JSON.parse(args["container_definitions"]) as Arguments[];
    const names = new Set(containers.map((container) => container["name"]));
    if (containers.length > TASK_CONTAINERS)
      found.push(`${place} has ${containers.length} containers of at most ${TASK_CONTAINERS}`);
    if (args["container_definitions"].length > TASK_BYTES) found.push(`${place} has more than ${TASK_BYTES} bytes`);
    if (names.size < containers.length) found.push(`${place} has containers with the same name`);
    const volumes = (args["volume"] ?? []).map((volume: Arguments) => volume["name"]);
    if (new Set(volumes).size < volumes.length) found.push(`${place} has volumes with the same name`);
  }
  return [
    ...found,
    ...[...rules].filter(([, count]) => count > GROUP_RULES).map(([group, count]) => `${group} has ${count} rules`),
  ];
}

/** What must hold of a type's arguments, in words. */
const DEFAULTS: Readonly<Record<string, Readonly<Record<string, (args: Arguments) => boolean>>>> = {
  aws_db_instance: {
    "is private": (args) => args["publicly_accessible"] === false,
    "is encrypted": (args) => args["storage_encrypted"] === true,
    "has no password of ours": (args) => args["manage_master_user_password"] === true && !("password" in args),
  },
  aws_rds_cluster: {
    "is encrypted": (args) => args["storage_encrypted"] === true,
    "has no password of ours": (args) => args["manage_master_user_password"] === true && !("master_password" in args),
  },
  aws_rds_cluster_instance: { "is private": (args) => args["publicly_accessible"] === false },
  aws_elasticache_replication_group: {
    "is encrypted": (args) =>
      args["at_rest_encryption_enabled"] === "true" && args["transit_encryption_enabled"] === true,
  },
  aws_efs_file_system: { "is encrypted": (args) => args["encrypted"] === true },
  aws_dynamodb_table: { "is encrypted": (args) => args["server_side_encryption"].enabled === true },
  aws_sqs_queue: { "is encrypted": (args) => args["sqs_managed_sse_enabled"] === true },
  aws_secretsmanager_secret_version: {
    "keeps no value": (args) => !("secret_string" in args) && "secret_string_wo" in args,
  },
  aws_cognito_user_pool_client: {
    "has no secret": (args) => args["generate_secret"] === false,
    "has the code flow alone": (args) => args["allowed_oauth_flows"].join() === "code",
  },
  aws_codepipeline: { "lets the newest go on": (args) => args["execution_mode"] === "SUPERSEDED" },
  aws_codebuild_project: {
    "has its steps from its stack": (args) => args["source"].buildspec.startsWith('{"version":0.2'),
    "leaves its steps to bash": (args) => !/(^|[^$])\$\{/.test(args["source"].buildspec),
  },
  aws_ecs_service: { "has private tasks": (args) => args["network_configuration"].assign_public_ip === false },
};

/** Stateful resources are private and encrypted, and no secret is written down. */
export function defaultsHold(stacks: Stacks): string[] {
  return resources(stacks).flatMap(({ type, args, place }) =>
    Object.entries(DEFAULTS[type] ?? {}).flatMap(([words, holds]) =>
      holds(args) ? [] : [`it does not hold that ${place} ${words}`],
    ),
  );
}

/** Each key that is generated has a random value of its own. */
export function secretsAreApart(stacks: Stacks): string[] {
  return resources(stacks).flatMap(({ type, args, place }) => {
    const random: string[] = String(args["secret_string_wo"]).match(/ephemeral\.[\w.-]+/g) ?? [];
    const isVersion = type === "aws_secretsmanager_secret_version";
    return isVersion && new Set(random).size < random.length ? [`${place} has one random value for several keys`] : [];
  });
}

/** In an environment that is not disposable, nothing says that it may be destroyed. */
export function guardsHold(stacks: Stacks, environments: readonly Environment[]): string[] {
  const guarded = environments.filter(({ disposable }) => !disposable).map(({ system, name }) => `${system}-${name}`);
  return resources(stacks).flatMap(({ stack, args, place }) =>
    guarded.some((prefix) => isOf(stack.name, prefix)) && args["lifecycle"]?.prevent_destroy === false
      ? [`${place} may be destroyed`]
      : [],
  );
}

/** Each stack has a state of its own, and addresses that Terraform takes. */
export function statesAreApart(stacks: Stacks): string[] {
  const keys = Object.values(stacks).map(({ json }) => json["terraform"].backend.s3.key as string);
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
  const outputs = Object.values(stacks).flatMap(({ name, json }) =>
    Object.keys(json["output"] ?? {}).map((output) => `${name} output.${output}`),
  );
  const places = [...resources(stacks).map(({ place }) => place), ...outputs];
  return [
    ...twice.map((key) => `two stacks keep their state in ${key}`),
    ...places.filter((place) => !/^\S+ \w+\.[A-Za-z_][\w-]*$/.test(place)).map((place) => `${place} is no address`),
  ];
}
