import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { readFolder } from "../../backup/kofax-rpa/files";
import { openArchive } from "../../backup/kofax-rpa/open-archive";
import { inProject } from "../manifest/project";
import { synthesize, type Template } from "./template";

// The facts of Kofax RPA, one promise each.
type Stacks = Record<string, Template>;
type Environment = "poc" | "prod";

const FILE = "deployments/kofax-rpa.yaml";
const MANIFEST = readFileSync(FILE, "utf8");
const own = synthesize(undefined, "kofax-rpa");
const withAll = synthesize(undefined, "kofax-rpa-prod", "all");
const layer = (environment: Environment, name: string, stacks: Stacks = own): Template =>
  stacks[`kofax-rpa-${environment}-${name}`]!;
const task = (environment: Environment, service: string, stacks: Stacks = own) =>
  layer(environment, "service", stacks).one("aws_ecs_task_definition", `${service}_task_definition_task`);
const containers = (environment: Environment, service: string, stacks: Stacks = own) =>
  JSON.parse(task(environment, service, stacks)["container_definitions"]) as Record<string, any>[];
/** The container of a service that is not one of those that make databases before it. */
const container = (environment: Environment, service: string, stacks: Stacks = own) =>
  containers(environment, service, stacks).find(({ name }) => name === service)!;
const variables = (definition: Record<string, any>): Record<string, string> =>
  Object.fromEntries(definition["environment"].map(({ name, value }: Record<string, string>) => [name, value]));
const injected = (definition: Record<string, any>): Record<string, string> =>
  Object.fromEntries(definition["secrets"].map(({ name, valueFrom }: Record<string, string>) => [name, valueFrom]));
const output = (name: string) => `\${data.terraform_remote_state.data.outputs.${name}}`;
const secretKey = (secret: string, key: string) => `${output(`${secret}_arn`)}:${key}::`;
const ecs = (environment: Environment, service: string, stacks: Stacks = own) =>
  layer(environment, "service", stacks).one("aws_ecs_service", `${service}_ecs_service`);
const services = (environment: Environment, stacks: Stacks = own) =>
  Object.values(layer(environment, "service", stacks).all("aws_ecs_service")).map((service) => service["name"]);

/** Who reaches whom inside an environment: from, to, port. */
function edges(environment: Environment, stacks: Stacks = own): string[] {
  const rules = Object.values(layer(environment, "service", stacks).all("aws_vpc_security_group_egress_rule"));
  return rules
    .filter((rule) => "referenced_security_group_id" in rule)
    .map((rule) => `${rule["description"]} ${rule["from_port"]}`)
    .sort();
}

const SOURCES = "backup/kofax-rpa/sources";

/** What the published backup of an environment says of the console. */
async function published(environment: Environment): Promise<string> {
  const file = `build/files/kofax-rpa-${environment}/backups/Backup.zip`;
  const archive = await openArchive("Backup.zip", readFileSync(file));
  return archive.get("global.xml")!.toString("utf8");
}

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

describe("the Management Console", () => {
  it("is asked for /Ping on 8080 by the load balancer, never for / on 80", () => {
    expect(layer("prod", "service").one("aws_lb_target_group")).toMatchObject({
      port: 8080,
      target_type: "ip",
      health_check: { path: "/Ping", port: "traffic-port", interval: 30 },
    });
  });

  it("survives a start of five minutes, by the load balancer and by its own health check", () => {
    expect(ecs("prod", "management-console")["health_check_grace_period_seconds"]).toBeGreaterThanOrEqual(600);
    // The command is healthy as long as its steps are within their limits, 900 s for the start.
    expect(container("prod", "management-console")["healthCheck"]).toEqual({
      command: ["CMD-SHELL", "/usr/local/lib/management-console/healthcheck.sh"],
      interval: 30,
      timeout: 30,
      retries: 3,
      startPeriod: 180,
    });
  });

  it("keeps a person's session for 30 minutes", () => {
    expect(layer("prod", "service").one("aws_lb_target_group")["stickiness"]).toMatchObject({
      enabled: true,
      type: "lb_cookie",
      cookie_duration: 1800,
    });
  });

  it.each([
    ["poc", "rpa-poc.example.com"],
    ["prod", "rpa.example.com"],
  ] as const)(
    "is behind HTTPS in %s, with a certificate for the host and whatever is below it",
    (environment, host) => {
      const service = layer(environment, "service");
      expect(service.one("aws_acm_certificate")).toMatchObject({
        domain_name: host,
        subject_alternative_names: [`*.${host}`],
        validation_method: "DNS",
      });
      const listeners = Object.values(service.all("aws_lb_listener")).map((listener) => [
        listener["port"],
        listener["protocol"],
        listener["default_action"][0].redirect?.protocol,
      ]);
      expect(listeners).toEqual(
        expect.arrayContaining([
          [443, "HTTPS", undefined],
          [80, "HTTP", "HTTPS"],
        ]),
      );
      expect(service.one("aws_lb_listener_rule")["condition"]).toEqual([{ host_header: { values: [host] } }]);
      expect(service.one("aws_route53_record", "management-console_name_record")["name"]).toBe(host);
      expect(variables(container(environment, "management-console"))).toMatchObject({
        SETTINGS_ENTRY_KEY_1: "BASE_URL",
        SETTINGS_ENTRY_VALUE_1: `https://${host}/`,
      });
    },
  );

  it("waits up to ten minutes for its database, and may open 100 connections to it", () => {
    expect(variables(container("prod", "management-console"))).toMatchObject({
      CONTEXT_RESOURCE_VALIDATIONQUERY: "SELECT 1",
      CONTEXT_RESOURCE_DRIVERCLASSNAME: "org.postgresql.Driver",
      CONTEXT_RESOURCE_MAXTOTAL: "100",
      CONTEXT_RESOURCE_MAXIDLE: "30",
      CONTEXT_CHECK_DATABASE_TIMEOUT: "600",
    });
  });

  it("has one cluster, Non Production, with as many licence units as there may be RoboServers", () => {
    for (const [environment, units] of [
      ["poc", "2"],
      ["prod", "5"],
    ] as const) {
      expect(variables(container(environment, "management-console"))).toMatchObject({
        SETTINGS_CLUSTER_COUNT: "1",
        SETTINGS_CLUSTER_NAME_1: "Non Production",
        SETTINGS_CLUSTER_PRODUCTION_1: "false",
        SETTINGS_CLUSTER_LICENSEUNITS_1: units,
      });
      const target = layer(environment, "service").one("aws_appautoscaling_target");
      expect(String(target["max_capacity"])).toBe(units);
    }
  });

  it("has as many settings as it counts, each with a key and a value, also with every module", () => {
    for (const [environment, stacks] of [
      ["poc", own],
      ["prod", own],
      ["prod", withAll],
    ] as const) {
      const definition = container(environment, "management-console", stacks);
      const known = { ...variables(definition), ...injected(definition) };
      const count = Number(known["SETTINGS_ENTRY_COUNT"]);
      const numbers = Array.from({ length: count }, (_, index) => index + 1);
      expect(
        Object.keys(known)
          .filter((name) => name.startsWith("SETTINGS_ENTRY_"))
          .sort(),
      ).toEqual(
        [
          "SETTINGS_ENTRY_COUNT",
          ...numbers.flatMap((n) => [`SETTINGS_ENTRY_KEY_${n}`, `SETTINGS_ENTRY_VALUE_${n}`]),
        ].sort(),
      );
    }
  });

  it("is given its passwords and the licence by ECS, and no value of them is in its task", () => {
    const definition = container("prod", "management-console");
    const secrets = {
      MC_ADMIN_PASSWORD: secretKey("passwords", "MC_ADMIN_PASSWORD"),
      DEV_PASSWORD: secretKey("passwords", "DEV_PASSWORD"),
      ROBOSERVER_MC_PASSWORD: secretKey("passwords", "ROBOSERVER_MC_PASSWORD"),
      SYNCH_MC_PASSWORD: secretKey("passwords", "SYNCH_MC_PASSWORD"),
      CONFIG_LICENSE_NAME: secretKey("licence", "NAME"),
      CONFIG_LICENSE_EMAIL: secretKey("licence", "EMAIL"),
      CONFIG_LICENSE_COMPANY: secretKey("licence", "COMPANY"),
      CONFIG_LICENSE_PRODUCTIONKEY: secretKey("licence", "PRODUCTIONKEY"),
      CONFIG_LICENSE_NONPRODUCTIONKEY: secretKey("licence", "NONPRODUCTIONKEY"),
      SERVICE_OAUTH_KAPPLETS_SECRET: secretKey("oauth", "KAPPLETS"),
      SERVICE_OAUTH_SYNCHRONIZER_SECRET: secretKey("oauth", "SYNCHRONIZER"),
      SERVICE_OAUTH_DAS_SECRET: secretKey("oauth", "DAS"),
      CONTEXT_RESOURCE_PASSWORD: `${output("scheduler_secret_arn")}:password::`,
    };
    expect(injected(definition)).toMatchObject(secrets);
    for (const name of Object.keys(secrets)) expect(variables(definition)).not.toHaveProperty(name);
  });

  it.each(["poc", "prod"] as const)(
    "is set up in %s from a backup with this environment's addresses",
    async (environment) => {
      const host = environment === "poc" ? "rpa-poc.example.com" : "rpa.example.com";
      expect(layer(environment, "data").one("aws_s3_object")["key"]).toBe("Backup.zip");
      expect(await published(environment)).toContain(`https://${host}/`);
    },
  );

  it("reads the backup from a bucket with old versions that nobody else of the system reads", () => {
    expect(variables(container("prod", "management-console"))["MC_BACKUP_S3_URI"]).toBe(
      `s3://${output("backups_name")}/Backup.zip`,
    );
    expect(layer("prod", "data").one("aws_s3_bucket_versioning")["versioning_configuration"]).toMatchObject({
      status: "Enabled",
    });
    const readers = services("prod", withAll).filter((service) =>
      layer("prod", "service", withAll)
        .statements(`${service}_task_role_policy`)
        .some((statement) => statement["Effect"] === "Allow" && JSON.stringify(statement).includes("backups_arn")),
    );
    expect(readers).toEqual(["management-console"]);
  });

  it("is given two minutes to stop", () => {
    expect(container("prod", "management-console")["stopTimeout"]).toBe(120);
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

describe("the database of the POC", () => {
  it("is a container, and says in a tag and in the manifest that it loses its data", () => {
    expect(own["kofax-rpa-poc-data"]!.all("aws_rds_cluster")).toEqual({});
    expect(own["kofax-rpa-poc-data"]!.all("aws_db_instance")).toEqual({});
    expect(ecs("poc", "postgres")).toMatchObject({
      tags: { LosesData: "users robots schedules robot data and logs" },
      propagate_tags: "SERVICE",
    });
    expect(container("poc", "postgres")["image"]).toMatch(/\/postgres:16-alpine$/);
    expect(MANIFEST).toContain("LOSES ITS DATA");
  });

  it("is the one that the console's tables, logs and robots are in", () => {
    expect(variables(container("poc", "postgres"))).toMatchObject({
      POSTGRES_DB: "scheduler",
      POSTGRES_USER: "scheduler",
    });
    expect(variables(container("poc", "management-console"))).toMatchObject({
      CONTEXT_RESOURCE_URL: "jdbc:postgresql://postgres.poc.kofax-rpa.internal:5432/scheduler",
      CONTEXT_RESOURCE_USERNAME: "scheduler",
      SETTINGS_ENTRY_VALUE_4: "postgres.poc.kofax-rpa.internal:5432",
    });
    const password = secretKey("postgres-login", "password");
    expect(injected(container("poc", "postgres"))["POSTGRES_PASSWORD"]).toBe(password);
    expect(injected(container("poc", "management-console"))["CONTEXT_RESOURCE_PASSWORD"]).toBe(password);
  });

  it("is where the POC's backup says it is", async () => {
    const values = parse(readFileSync("backup/kofax-rpa/sources/environments/kofax-rpa-poc.yaml", "utf8"));
    expect(values).toMatchObject({
      "database.host": "postgres.poc.kofax-rpa.internal:5432",
      baseUrl: "https://rpa-poc.example.com/",
    });
    const text = await published("poc");
    expect(text).toContain("postgres.poc.kofax-rpa.internal:5432");
    expect(text).toContain("https://rpa-poc.example.com/");
    expect(text).toContain("<licenseUnits>2</licenseUnits>");
  });

  it("takes the connections of the console and of its RoboServers", () => {
    const command: string[] = container("poc", "postgres")["command"];
    expect(Number(command.join(" ").match(/max_connections=(\d+)/)![1])).toBeGreaterThanOrEqual(connectionsOf("poc"));
  });
});

/** Connections that are held at once: the console's pool, and 20 to each of two databases by every RoboServer. */
function connectionsOf(environment: Environment): number {
  const clusters = readFileSync("backup/kofax-rpa/sources/clusters.yaml", "utf8");
  const pool = Number(clusters.match(/maxActiveConnections: (\d+)/)![1]);
  const servers = layer(environment, "service").one("aws_appautoscaling_target")["max_capacity"] as number;
  const console = Number(variables(container(environment, "management-console"))["CONTEXT_RESOURCE_MAXTOTAL"]);
  return console + servers * pool * 2;
}

describe("the database of prod", () => {
  const data = layer("prod", "data");

  it("is Aurora PostgreSQL that refuses to be deleted", () => {
    expect(data.one("aws_rds_cluster")).toMatchObject({
      engine: "aurora-postgresql",
      deletion_protection: true,
      storage_encrypted: true,
      lifecycle: { prevent_destroy: true },
    });
    expect(services("prod")).not.toContain("postgres");
  });

  it("takes the connections of the console and of all RoboServers, and the alarm comes before they run out", () => {
    const parameters = data.one("aws_rds_cluster_parameter_group")["parameter"] as Record<string, string>[];
    const limit = parameters.find(({ name }) => name === "max_connections")!;
    expect(limit).toMatchObject({ apply_method: "pending-reboot" });
    expect(Number(limit["value"])).toBeGreaterThan(connectionsOf("prod") + 20);
    const alarms = Object.values(layer("prod", "operations").all("aws_cloudwatch_metric_alarm"));
    const connections = alarms.find((alarm) => alarm["metric_name"] === "DatabaseConnections")!;
    expect(connections["threshold"]).toBeLessThan(Number(limit["value"]));
    expect(connections["threshold"]).toBeGreaterThan(connectionsOf("prod"));
  });

  it("has databases scheduler, robot_data, logs and audit with users of their own, made before the console starts", () => {
    const made = containers("prod", "management-console").filter(({ name }) => name.startsWith("make-"));
    expect(made.map((one) => [variables(one)["DATABASE"], injected(one)["DATABASE_USER"]])).toEqual([
      ["scheduler", `${output("scheduler_secret_arn")}:username::`],
      ["robot_data", `${output("robot-data_secret_arn")}:username::`],
      ["logs", `${output("logs_secret_arn")}:username::`],
      ["audit", `${output("audit_secret_arn")}:username::`],
    ]);
    expect(container("prod", "management-console")["dependsOn"]).toEqual(
      ["scheduler", "robot-data", "logs", "audit"].map((name) => ({
        containerName: `make-${name}`,
        condition: "SUCCESS",
      })),
    );
  });

  it("is told to the console: its tables in scheduler, logs in logs, and what robots find in robot_data", () => {
    const definition = container("prod", "management-console");
    expect(variables(definition)).toMatchObject({
      CONTEXT_RESOURCE_URL: `jdbc:postgresql://${output("main_host")}:${output("main_port")}/scheduler?sslmode=require`,
      SETTINGS_ENTRY_KEY_4: "LOGDB_HOST",
      SETTINGS_ENTRY_VALUE_4: `${output("main_host")}:${output("main_port")}`,
      SETTINGS_ENTRY_KEY_5: "LOGDB_SCHEMA",
      SETTINGS_ENTRY_VALUE_5: "logs",
      CLUSTER_DATABASE_HOST: output("main_host"),
    });
    expect(injected(definition)).toMatchObject({
      CONTEXT_RESOURCE_USERNAME: `${output("scheduler_secret_arn")}:username::`,
      SETTINGS_ENTRY_VALUE_6: `${output("logs_secret_arn")}:username::`,
      SETTINGS_ENTRY_VALUE_7: `${output("logs_secret_arn")}:password::`,
      CLUSTER_DATABASE_PASSWORD: `${output("robot-data_secret_arn")}:password::`,
    });
    const values = parse(readFileSync("backup/kofax-rpa/sources/environments/kofax-rpa-prod.yaml", "utf8"));
    expect(values).toMatchObject({ "database.data.name": "robot_data", "database.logs.name": "logs" });
  });

  it("is one server on RDS by one line", () => {
    const line = MANIFEST.match(/#\s+(databases: \{ main: \{ engine: postgres.*)\n/)![1]!;
    const manifest = MANIFEST.replace("    modules: { database: true }\n", `$&    ${line}\n`);
    expect(manifest).not.toBe(MANIFEST);
    const stacks = changedSystem(manifest);
    expect(layer("prod", "data", stacks).one("aws_db_instance")).toMatchObject({
      engine: "postgres",
      instance_class: "db.t4g.medium",
    });
    expect(layer("prod", "data", stacks).all("aws_rds_cluster")).toEqual({});
    const parameters = layer("prod", "data", stacks).one("aws_db_parameter_group")["parameter"] as { name: string }[];
    expect(parameters.map(({ name }) => name)).toContain("max_connections");
  });
});

/** The system as another manifest says it. */
function changedSystem(manifest: string): Stacks {
  const dockerfile = "FROM scratch\n";
  const sources = [...readFolder(SOURCES)].map(([name, content]) => [`${SOURCES}/${name}`, content] as const);
  const files = {
    ...Object.fromEntries(sources),
    "drydock.yaml": readFileSync("drydock.yaml", "utf8"),
    [FILE]: manifest,
    "docker/kofax-rpa/management-console/Dockerfile": dockerfile,
    "docker/kofax-rpa/roboserver/Dockerfile": dockerfile,
  };
  return inProject(files, (root) => synthesize(root));
}

describe("the modules", () => {
  const kapplets = synthesize(undefined, "kofax-rpa-prod", "kapplets");
  const synchronizer = synthesize(undefined, "kofax-rpa-prod", "synchronizer");
  const robotFileSystem = synthesize(undefined, "kofax-rpa-prod", "robotFileSystem");

  /** Resources of prod that a module changes or takes away. */
  function changed(stacks: Stacks): string[] {
    return Object.entries(own)
      .filter(([name]) => !name.startsWith("kofax-rpa-poc"))
      .flatMap(([name, template]) =>
        template.addresses().flatMap((address) => {
          const [type, resource] = address.split(".") as [string, string];
          const other = stacks[name]?.all(type)[resource];
          return JSON.stringify(other) === JSON.stringify(template.all(type)[resource]) ? [] : [`${name} ${address}`];
        }),
      );
  }

  it("are off but for prod's database", () => {
    expect(services("prod", withAll).sort()).toEqual([
      "kapplets",
      "management-console",
      "roboserver",
      "robot-file-system",
      "rotation",
      "synchronizer",
    ]);
    expect(Object.keys(own["kofax-rpa-registry"]!.all("aws_ecr_repository"))).toHaveLength(2);
  });

  it("Kapplets and the Synchronizer change nothing that is there", () => {
    expect(changed(kapplets)).toEqual([]);
    expect(changed(synchronizer)).toEqual([]);
  });

  it("the Robot File System changes the console's task, which is told of it, and nothing else", () => {
    expect(changed(robotFileSystem)).toEqual([
      "kofax-rpa-prod-service aws_ecs_task_definition.management-console_task_definition_task",
    ]);
    expect(variables(container("prod", "management-console", robotFileSystem))).toMatchObject({
      SETTINGS_ENTRY_KEY_9: "RFS_USE",
      SETTINGS_ENTRY_VALUE_9: "true",
      SETTINGS_ENTRY_KEY_10: "RFS_URL",
      SETTINGS_ENTRY_VALUE_10: "http://robot-file-system.prod.kofax-rpa.internal:8080/",
    });
  });

  it.each([
    ["ldap", "management-console"],
    ["httpTrafficLog", "roboserver"],
    ["userActionLog", "roboserver"],
  ])("%s changes the task of %s and what that may read, and nothing else", (module, service) => {
    const stacks = synthesize(undefined, "kofax-rpa-prod", module);
    const addresses = changed(stacks).map((address) => address.replace("kofax-rpa-prod-service ", ""));
    const policy = `aws_iam_role_policy.${service}_task_execution_policy`;
    expect(addresses.filter((address) => address !== policy)).toEqual([
      `aws_ecs_task_definition.${service}_task_definition_task`,
    ]);
  });

  it("LDAP takes the developer away, keeps the console's own administrator, and has its password as a secret", () => {
    const definition = container("prod", "management-console", withAll);
    expect(variables(definition)).toMatchObject({ LOGIN_USE_LDAP: "true", LOGIN_CREATE_ADMIN_USER: "true" });
    expect({ ...variables(definition), ...injected(definition) }).not.toHaveProperty("DEV_NAME");
    expect(injected(definition)["LOGIN_LDAP_DIRECTORY_PASSWORD_1"]).toBe(secretKey("directory", "PASSWORD"));
  });

  it("CloudFront alone reaches the load balancer, under the console's own host", () => {
    const service = layer("prod", "service", synthesize(undefined, "kofax-rpa-prod", "cloudFront"));
    expect(service.one("aws_lb")).toMatchObject({ internal: true, idle_timeout: 60 });
    expect(service.one("aws_cloudfront_distribution")).toMatchObject({ aliases: ["rpa.example.com"] });
    const ranges = Object.values(service.all("aws_vpc_security_group_ingress_rule")).filter(
      (rule) => rule["cidr_ipv4"],
    );
    expect(ranges).toEqual([]);
    const names = Object.values(service.all("aws_acm_certificate")).map((one) => one["subject_alternative_names"]);
    expect(names).toEqual([["*.rpa.example.com"], ["*.rpa.example.com"]]);
  });

  it("Kapplets have a database, OAuth with both public addresses, and a host of their own", () => {
    const definition = container("prod", "kapplets", kapplets);
    const [made] = containers("prod", "kapplets", kapplets).filter(({ name }) => name.startsWith("make-"));
    expect(variables(made!)["DATABASE"]).toBe("kapplets");
    expect(variables(definition)).toMatchObject({
      SPRING_DATASOURCE_URL: `jdbc:postgresql://${output("main_host")}:${output("main_port")}/kapplets?sslmode=require`,
      SPRING_DATASOURCE_DRIVERCLASSNAME: "org.postgresql.Driver",
      KAPPLETS_SERVICES_MC_CONNECTION_URL: "http://management-console.prod.kofax-rpa.internal:8080/",
      KAPPLETS_SERVICES_MC_CONNECTION_OAUTH_KAPPLETSBASEURL: "https://kapplets.rpa.example.com/",
      KAPPLETS_SERVICES_MC_CONNECTION_OAUTH_MCBASEURL: "https://rpa.example.com/",
    });
    const secrets = injected(definition);
    expect(secrets["KAPPLETS_SERVICES_MC_CONNECTION_OAUTH_CLIENTSECRET"]).toBe(
      injected(container("prod", "management-console", kapplets))["SERVICE_OAUTH_KAPPLETS_SECRET"],
    );
    const hosts = Object.values(layer("prod", "service", kapplets).all("aws_lb_listener_rule")).map(
      (rule) => rule["condition"][0].host_header.values[0],
    );
    expect(hosts.sort()).toEqual(["kapplets.rpa.example.com", "rpa.example.com"]);
  });

  it("the Synchronizer has its own user, its key as a secret, and SSH", () => {
    const definition = container("prod", "synchronizer", synchronizer);
    expect(injected(definition)).toEqual({
      SYNCHRONIZER_PASSWORD: injected(container("prod", "management-console"))["SYNCH_MC_PASSWORD"],
      SYNCHRONIZER_OAUTH_CLIENT_SECRET: secretKey("oauth", "SYNCHRONIZER"),
      SYNCHRONIZER_SSH_KEY: secretKey("git", "SYNCHRONIZER_SSH_KEY"),
      SYNCHRONIZER_KNOWN_HOSTS: secretKey("git", "SYNCHRONIZER_KNOWN_HOSTS"),
    });
    const out = Object.values(layer("prod", "service", synchronizer).all("aws_vpc_security_group_egress_rule"));
    expect(out.filter((rule) => rule["from_port"] === 22)).toMatchObject([
      { security_group_id: "${aws_security_group.synchronizer_network_group.id}" },
    ]);
  });

  it("the Robot File System keeps its files in EFS, encrypted at rest and on the way, through an access point", () => {
    expect(layer("prod", "data", robotFileSystem).one("aws_efs_file_system")).toMatchObject({ encrypted: true });
    expect(task("prod", "robot-file-system", robotFileSystem)["volume"]).toMatchObject([
      {
        efs_volume_configuration: {
          transit_encryption: "ENABLED",
          authorization_config: { access_point_id: output("robot-files_access_point"), iam: "ENABLED" },
        },
      },
    ]);
    const [mount] = container("prod", "robot-file-system", robotFileSystem)["mountPoints"];
    expect(mount.containerPath).toBe(
      variables(container("prod", "robot-file-system", robotFileSystem))["RFS_DATA_PATH"],
    );
    expect(edges("prod", robotFileSystem)).toEqual(
      expect.arrayContaining([
        "management-console to robot-file-system 8080",
        "roboserver to robot-file-system 8080",
        "robot-file-system to management-console 8080",
      ]),
    );
  });

  it("are each one task, which waits for the console", () => {
    for (const service of ["kapplets", "synchronizer", "robot-file-system"]) {
      expect(ecs("prod", service, withAll)).toMatchObject({ desired_count: 1, deployment_maximum_percent: 100 });
      expect(edges("prod", withAll)).toContain(`${service} to management-console 8080`);
    }
  });
});
