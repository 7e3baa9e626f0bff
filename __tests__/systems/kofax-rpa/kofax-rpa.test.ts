import { readFileSync } from "node:fs";
import { parse } from "yaml";
import {
  container,
  ecs,
  edges,
  injected,
  layer,
  own,
  secretKey,
  services,
  task,
  variables,
  withAll,
} from "./kofax-rpa";

// The facts of Kofax RPA, one promise each.
describe("what runs", () => {
  it("is a console, RoboServers and, in the POC, PostgreSQL: each a task and a service of its own, and a place to rotate", () => {
    expect(services("poc").sort()).toEqual(["management-console", "postgres", "roboserver", "rotation"]);
    expect(services("prod").sort()).toEqual(["management-console", "roboserver", "rotation"]);
  });

  it.each(["poc", "prod"] as const)("has one console in %s, and never two", (environment) => {
    expect(ecs(environment, "management-console")).toMatchObject({
      desired_count: 1,
      deployment_minimum_healthy_percent: 0,
      deployment_maximum_percent: 100,
    });
    expect(layer(environment, "service").all("aws_appautoscaling_target")).not.toHaveProperty(
      "management-console_scaling_target",
    );
  });

  it("is in Frankfurt, in two zones, with public and private subnets and a NAT gateway", () => {
    for (const environment of ["poc", "prod"] as const) {
      const network = layer(environment, "network");
      expect(network.json["provider"].aws[0].region).toBe("eu-central-1");
      expect(Object.values(network.all("aws_subnet")).map((subnet) => subnet["availability_zone"])).toEqual([
        "eu-central-1a",
        "eu-central-1b",
        "eu-central-1a",
        "eu-central-1b",
      ]);
      expect(Object.keys(network.all("aws_nat_gateway"))).toHaveLength(1);
    }
  });

  it("can be entered by ECS Exec, all of it", () => {
    for (const [environment, stacks] of [
      ["poc", own],
      ["prod", own],
      ["prod", withAll],
    ] as const) {
      for (const service of services(environment, stacks).filter((name) => name !== "rotation")) {
        expect(ecs(environment, service, stacks)["enable_execute_command"]).toBe(true);
      }
    }
  });

  it("logs for 3 days in the POC", () => {
    const groups = layer("poc", "service").all("aws_cloudwatch_log_group");
    for (const service of ["management-console", "postgres", "roboserver"]) {
      expect(groups[`${service}_task_logs_group`]!["retention_in_days"]).toBe(3);
    }
  });

  it("has images of ours from ECR, each of one release, which is the backup's", () => {
    const image = (name: string) => container("prod", name)["image"];
    expect(image("management-console")).toMatch(/outputs\.management-console_url\}:[0-9a-f]{12,}$/);
    expect(image("roboserver")).toMatch(/outputs\.roboserver_url\}:[0-9a-f]{12,}$/);
    const { version } = parse(readFileSync("backup/kofax-rpa/sources/console.yaml", "utf8"), { schema: "failsafe" });
    const images = withAll["kofax-rpa-images"]!.all("docker_image");
    expect(Object.keys(images)).toHaveLength(5);
    for (const { build } of Object.values(images)) expect(build.build_args.VERSION).toBe(version);
  });
});

describe("the RoboServers", () => {
  it.each([
    ["poc", 1, 2],
    ["prod", 1, 5],
  ] as const)("in %s are %i to %i by CPU, and Terraform leaves their number alone", (environment, min, max) => {
    const service = layer(environment, "service");
    expect(service.one("aws_appautoscaling_target")).toMatchObject({ min_capacity: min, max_capacity: max });
    const { target_tracking_scaling_policy_configuration: policy } = service.one("aws_appautoscaling_policy");
    expect(policy).toMatchObject({
      target_value: 50,
      predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageCPUUtilization" },
    });
    expect(ecs(environment, "roboserver")["lifecycle"]).toEqual({ ignore_changes: ["desired_count"] });
  });

  it("may protect themselves while robots run, and have two minutes after SIGTERM", () => {
    const actions = layer("prod", "service")
      .statements("roboserver_task_role_policy")
      .flatMap((statement) => statement["Action"]);
    expect(actions).toContain("ecs:UpdateTaskProtection");
    expect(container("prod", "roboserver")["stopTimeout"]).toBe(120);
  });

  it("have a heap of 2048 MiB in twice as much memory", () => {
    expect(variables(container("prod", "roboserver"))["WRAPPER_MAX_MEMORY"]).toBe("2048");
    expect(task("prod", "roboserver")).toMatchObject({ cpu: "1024", memory: "4096" });
  });

  it("log in to the console as their own user, under its full private name with a slash at the end", () => {
    const definition = container("prod", "roboserver");
    expect(variables(definition)).toMatchObject({
      ROBOSERVER_ENABLE_MC_REGISTRATION: "true",
      ROBOSERVER_MC_URL: "http://management-console.prod.kofax-rpa.internal:8080/",
      ROBOSERVER_MC_CLUSTER: "Non Production",
      ROBOSERVER_MC_USERNAME: "roboserver",
      ROBOSERVER_ENABLE_SOCKET_SERVICE: "true",
    });
    expect(injected(definition)).toEqual({ ROBOSERVER_MC_PASSWORD: secretKey("passwords", "ROBOSERVER_MC_PASSWORD") });
    expect(variables(container("prod", "management-console"))["ROBOSERVER_MC_USERNAME"]).toBe("roboserver");
  });

  it("listen where the console sends robots to: the port is one number", () => {
    const { environment, portMappings } = container("prod", "roboserver") as any;
    expect(variables({ environment })["ROBOSERVER_SOCKET_SERVICE_PORT"]).toBe(String(portMappings[0].containerPort));
  });

  it("reach pages without HTTPS, and the console does not", () => {
    const out = Object.values(layer("prod", "service").all("aws_vpc_security_group_egress_rule"))
      .filter((rule) => rule["cidr_ipv4"] && rule["from_port"] !== 443)
      .map((rule) => [rule["security_group_id"], rule["from_port"]]);
    expect(out).toEqual([["${aws_security_group.roboserver_network_group.id}", 80]]);
  });
});

describe("who reaches whom", () => {
  it("in the POC: the console and RoboServers the database, RoboServers the console", () => {
    expect(edges("poc")).toEqual([
      "Load balancer to management-console 8080",
      "management-console to postgres 5432",
      "management-console to roboserver 50000",
      "roboserver to management-console 8080",
      "roboserver to postgres 5432",
      "rotation to management-console 8080",
    ]);
  });

  it("in prod: the same with Aurora", () => {
    expect(edges("prod")).toEqual(
      edges("poc")
        .map((edge) => edge.replace("postgres", "main"))
        .sort(),
    );
  });
});

describe("the rotation of passwords", () => {
  it("is a job of a service that runs no task, in the console's image, with its script as the entry point", () => {
    for (const environment of ["poc", "prod"] as const) {
      expect(ecs(environment, "rotation")["desired_count"]).toBe(0);
      expect(container(environment, "rotation")).toMatchObject({
        image: container(environment, "management-console").image,
        entryPoint: ["/usr/local/lib/management-console/rotate-passwords.sh"],
        readonlyRootFilesystem: true,
      });
    }
  });

  it("is given no password by ECS: the script reads the secret itself", () => {
    expect(container("prod", "rotation").secrets ?? []).toEqual([]);
  });
});

describe("private names", () => {
  it.each(["poc", "prod"] as const)("in %s are fully qualified wherever they are used", (environment) => {
    const { name } = layer(environment, "service").one("aws_service_discovery_private_dns_namespace");
    expect(name).toBe(`${environment}.kofax-rpa.internal`);
    for (const service of services(environment)) {
      for (const [key, value] of Object.entries(variables(container(environment, service)))) {
        const hosts = value.match(/(?<=:\/\/)[a-z-]+(?=[:/])/g) ?? [];
        expect([key, hosts.filter((host) => !["backups"].includes(host))]).toEqual([key, []]);
      }
    }
  });
});
