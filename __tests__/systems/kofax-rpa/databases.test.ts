import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { readFolder } from "../../../backup/kofax-rpa/files";
import { inProject } from "../../manifest/project";
import { synthesize } from "../../stacks/template";
import {
  connectionsOf,
  container,
  containers,
  ecs,
  FILE,
  injected,
  layer,
  MANIFEST,
  output,
  own,
  published,
  SOURCES,
  type Stacks,
  secretKey,
  services,
  variables,
} from "./kofax-rpa";

// The facts of Kofax RPA, one promise each.
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
