import type { Environment } from "../../kinds/core/environment";
import { kindOf } from "../../kinds/core/sections";
import { usersOf } from "../../kinds/core/users";
import { hostsOf } from "../../kinds/load-balancer/hosts";
import { frontContainer } from "../../kinds/service/containers";
import { BALANCER, CLOUDFRONT, instancesOf, Network, type Rule, TUNNEL, type Way } from "./network";
import { type Deployed, everyEnvironment } from "./world";

const POSTGRES = 5432;
const MYSQL = 3306;
const REDIS = 6379;
const NFS = 2049;
const HTTPS = 443;

/** Port of something that services use; nothing for what is no place in the network. */
function portOf(environment: Environment, name: string): number | undefined {
  switch (kindOf(environment, name)) {
    case "database":
    case "extra database":
      return environment.databases[placeOf(environment, name)]!.engine.includes("postgres") ? POSTGRES : MYSQL;
    case "cache":
      return REDIS;
    case "file system":
      return NFS;
    case "service":
      return frontContainer(name, environment.services[name]!)!.port;
    default:
      return undefined;
  }
}

/** An extra database is where its server is. */
function placeOf(environment: Environment, name: string): string {
  return environment.extraDatabases[name]?.server ?? name;
}

/** Functions that use something in the network; all others are outside. */
function networkedFunctions(environment: Environment): string[] {
  return Object.entries(environment.functions)
    .filter(([, { uses }]) => Object.keys(uses).some((name) => portOf(environment, name) !== undefined))
    .map(([name]) => name);
}

/** The ways that `uses`, `expose` and `tunnel` stand for. */
function wantedWays(environment: Environment): Way[] {
  const { services, tunnel, loadBalancer } = environment;
  const ways = (from: string, uses: object) =>
    Object.keys(uses).flatMap((name): Way[] => {
      const port = portOf(environment, name);
      return port ? [{ from, to: placeOf(environment, name), port }] : [];
    });
  const exposed = Object.entries(services).filter(([, { expose }]) => expose !== undefined);
  return [
    ...usersOf(environment).flatMap(({ name, uses }) => ways(name, uses)),
    ...exposed.map(([to, service]): Way => ({ from: BALANCER, to, port: frontContainer(to, service)!.port })),
    ...ways(TUNNEL, tunnel?.uses ?? {}),
    ...(loadBalancer.cloudFront && exposed.length > 0
      ? [{ from: CLOUDFRONT, to: BALANCER, port: hostsOf(environment).length > 0 ? HTTPS : 80 }]
      : []),
  ];
}

function words({ from, to, port }: Way): string {
  return `${from} to ${to} on ${port}`;
}

/** What is wrong with the ways of a network, as one would say it. */
function mistakes(wanted: readonly Way[], rules: readonly Rule[]): string[] {
  const [asked, made] = [new Set(wanted.map(words)), new Set(rules.map(words))];
  return [
    ...rules
      .filter((rule) => !asked.has(words(rule)))
      .map(({ from, to, port, address }) => `${from} reaches ${to} on ${port}, but does not use it (${address})`),
    ...wanted
      .filter((way) => !made.has(words(way)))
      .map(({ from, to, port }) => `${from} uses ${to}, but does not reach it on ${port}`),
  ];
}

const RANGE = /^[\d.]+\/\d+$/;

describe.each(everyEnvironment().map((deployed): [string, Deployed] => [deployed.name, deployed]))(
  "the network of %s",
  (_name, deployed) => {
    const { environment, stacks, values } = deployed;
    const network = new Network(deployed);
    const wanted = wantedWays(environment);
    const [inward, outward] = (["in", "out"] as const).map((one) =>
      network.rules.filter((rule) => rule.direction === one),
    );
    const places = [...new Set(network.members.map(({ place }) => place))];

    it("has a place with a security group of its own for each service, database, cache, file system and host, and each function that needs one", () => {
      const { services, databases, caches, fileSystems, tunnel, capacities } = environment;
      const named = [
        ...[services, databases, caches, fileSystems].flatMap(Object.keys),
        ...networkedFunctions(environment),
      ];
      const isExposed = Object.values(services).some(({ expose }) => expose !== undefined);
      expect([...places].sort()).toEqual(
        [
          ...named,
          ...Object.keys(capacities).map(instancesOf),
          ...(isExposed ? [BALANCER] : []),
          ...(tunnel ? [TUNNEL] : []),
        ].sort(),
      );
      const owners = new Map(
        network.members.flatMap(({ place, groups }) => groups.map((group) => [group, place] as const)),
      );
      expect([...owners.keys()].sort()).toEqual([...network.groups].sort());
      // The tunnel has one for what it reaches, and one for who comes by SSH.
      expect(new Set(owners.values()).size).toBe(owners.size - (tunnel?.ssh ? 1 : 0));
    });

    it("lets in exactly those that use, expose or tunnel", () => {
      expect(
        mistakes(
          wanted,
          inward!.filter(({ from }) => !RANGE.test(from)),
        ),
      ).toEqual([]);
    });

    it("lets out exactly those that use, expose or tunnel", () => {
      expect(
        mistakes(
          wanted.filter(({ from }) => from !== CLOUDFRONT),
          outward!.filter(({ to }) => !RANGE.test(to)),
        ),
      ).toEqual([]);
    });

    it("lets only who uses it reach a database or a cache", () => {
      for (const name of Object.keys({ ...environment.databases, ...environment.caches })) {
        const ports = [POSTGRES, MYSQL, REDIS, NFS, HTTPS, 22, 80];
        const found = places.filter((from) => ports.some((port) => network.reaches({ from, to: name, port })));
        const users = new Set(wanted.filter(({ to }) => to === name).map(({ from }) => from));
        expect([name, found.sort()]).toEqual([name, [...users].sort()]);
      }
    });

    it("lets the internet reach the load balancer, on 80 and 443, unless it is behind CloudFront, and the tunnel by SSH from its ranges; nothing else", () => {
      const { allow, cloudFront } = environment.loadBalancer;
      const ranges = places.includes(BALANCER) && !cloudFront ? allow : [];
      const expected = [
        ...ranges.flatMap((from) => [80, 443].map((port) => words({ from, to: BALANCER, port }))),
        ...Object.values(environment.tunnel?.ssh?.from ?? {}).map((from) => words({ from, to: TUNNEL, port: 22 })),
      ];
      expect(
        inward!
          .filter(({ from }) => RANGE.test(from))
          .map(words)
          .sort(),
      ).toEqual(expected.sort());
    });

    it("leads static addresses to the load balancer, and to nothing else", () => {
      const asked = environment.loadBalancer.staticAddresses && places.includes(BALANCER);
      const ends = network.all("aws_globalaccelerator_endpoint_group", (_stack, _name, args) =>
        args["endpoint_configuration"].map((endpoint: Record<string, unknown>) => endpoint["endpoint_id"]),
      );
      const own = network.all("aws_lb", (_stack, name) => `\${aws_lb.${name}.arn}`);
      expect(ends.flat()).toEqual(asked ? own : []);
    });

    it("lets nobody reach an instance, nor the tunnel unless by SSH, and says of each range who comes from there", () => {
      const { tunnel, capacities } = environment;
      const instances = Object.keys(capacities).map(instancesOf);
      expect(inward!.filter(({ to }) => instances.includes(to))).toEqual([]);
      const expected = inward!
        .filter(({ to }) => to === TUNNEL)
        .map(({ from, args }) => `${args["description"]} ${from}`);
      const asked = Object.entries(tunnel?.ssh?.from ?? {}).map(([place, range]) => `SSH from ${place} ${range}`);
      expect(expected.sort()).toEqual(asked.sort());
    });

    it("lets services, functions and the tunnel out to HTTPS and the ports they name, and nothing else out of the network", () => {
      const { services, capacities, tunnel } = environment;
      const users = [...Object.keys(services), ...networkedFunctions(environment)];
      const out = [...users, ...Object.keys(capacities).map(instancesOf), ...(tunnel ? [TUNNEL] : [])];
      const ports = (from: string) => [HTTPS, ...(services[from]?.internet ?? [])];
      const expected = out.flatMap((from) => ports(from).map((port) => words({ from, to: "0.0.0.0/0", port })));
      expect(
        outward!
          .filter(({ to }) => RANGE.test(to))
          .map(words)
          .sort(),
      ).toEqual(expected.sort());
    });

    it("has rules for one TCP port each, which say what they are for", () => {
      for (const { args } of network.rules) {
        expect(args).toMatchObject({
          ip_protocol: "tcp",
          to_port: args["from_port"],
          description: expect.stringMatching(/\w{2}/),
        });
        expect(Object.keys(args)).not.toContain("cidr_ipv6");
      }
    });

    it("has no rules besides: none inside groups, none in the default group", () => {
      const inline = network.all("aws_security_group", (_stack, _group, args) => args["ingress"] ?? args["egress"]);
      expect(inline.filter((rules) => rules !== undefined)).toEqual([]);
      expect(network.all("aws_security_group_rule", (_stack, name) => name)).toEqual([]);
      const defaults = network.all("aws_default_security_group", (_stack, _group, { ingress, egress }) => [
        ingress,
        egress,
      ]);
      expect(defaults).toEqual([[[], []]]);
    });

    it("puts everything into private subnets, without public addresses, but for a load balancer without CloudFront and a tunnel with SSH", () => {
      const behind = environment.loadBalancer.cloudFront !== undefined;
      const ssh = environment.tunnel?.ssh !== undefined;
      expect(network.all("aws_lb", (_stack, _name, { internal }) => internal).filter((one) => one !== behind)).toEqual(
        [],
      );
      const subnets = [
        behind ? network.all("aws_lb", (_stack, _name, args) => args["subnets"]) : [],
        network.all("aws_ecs_service", (_stack, _service, args) => args["network_configuration"].subnets),
        network.all("aws_lambda_function", (_stack, _function, args) => args["vpc_config"]?.subnet_ids ?? []),
        ...["aws_db_subnet_group", "aws_elasticache_subnet_group"].map((type) =>
          network.all(type, (_stack, _group, args) => args["subnet_ids"]),
        ),
        network.all("aws_autoscaling_group", (_stack, _group, args) => args["vpc_zone_identifier"]),
        ...["aws_efs_mount_target", ...(ssh ? [] : ["aws_instance"])].map((type) =>
          network.all(type, (_stack, _host, args) => args["subnet_id"]),
        ),
      ];
      expect(subnets.flat(2).filter((subnet) => !/private/.test(subnet))).toEqual([]);
      const addressed = network.all("aws_eip_association", (_stack, _name, args) => args["instance_id"]);
      const hosts = network.all("aws_instance", (_stack, name) => `\${aws_instance.${name}.id}`);
      expect(addressed).toEqual(ssh ? hosts : []);
      const text = JSON.stringify(Object.values(stacks).map(({ json }) => json["resource"]));
      expect(text).not.toMatch(/"(assign_public_ip|publicly_accessible|associate_public_ip_address)":true/);
      expect(text).not.toMatch(/"map_public_ip_on_launch":true/);
      const gates = network.all("aws_route", (_stack, _route, args) => args["gateway_id"] && args["route_table_id"]);
      expect(gates.filter(Boolean)).toEqual(["${aws_route_table.vpc_public-table.id}"]);
    });

    it("runs jobs by the clock in the places of their services", () => {
      const timed = Object.entries(environment.jobs).filter(([, { schedule }]) => schedule !== undefined);
      for (const [name, { service }] of timed) {
        const { target } = stacks.service.one("aws_scheduler_schedule", `scheduled_jobs_${name}_schedule`);
        const { security_groups: groups } = target.ecs_parameters.network_configuration;
        const own = network.members.find(({ place }) => place === service)!.groups;
        expect(groups.map((group: string) => values.text(stacks.service, group))).toEqual(own);
      }
    });
  },
);
