import { ENGINE_NAMES, ENGINES } from "../../../kinds/database/engines";
import { mysqlParameters, STATIC_MYSQL_PARAMETERS } from "../../../kinds/database/engines/mysql-parameters";
import { DatabaseInstance, type DatabaseInstanceProps } from "../../../modules/rds/database-instance";
import { made } from "../../modules/made";
import { describeMysql, MysqlServer } from "../../servers/mysql-server";

const props: Omit<DatabaseInstanceProps, "engine" | "version"> = {
  name: "shop-prod-main",
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  instanceClass: "db.r6g.large",
  storage: 20,
  multiZone: true,
  database: "shop",
  user: "admin",
  parameters: {},
  backupRetentionDays: 7,
  keepBackupsAfterDelete: true,
  logRetentionDays: 90,
  guarded: true,
  account: "111111111111",
};

describe.each([
  ["mysql", "8.4", "mysql8.4", "shop-prod-main-mysql8-4"],
  ["mariadb", "11.4", "mariadb11.4", "shop-prod-main-mariadb11-4"],
] as const)("a server of %s on RDS", (name, version, family, groupName) => {
  const template = made((scope) => new DatabaseInstance(scope, "main", { ...props, engine: ENGINES[name], version }));
  const instance = template.one("aws_db_instance");

  it("is of this engine, on MySQL's port", () =>
    expect(instance).toMatchObject({ engine: name, engine_version: version, port: 3306 }));
  it("takes TLS only, and logs queries of more than two seconds", () =>
    expect(template.one("aws_db_parameter_group")).toMatchObject({
      family,
      name: groupName,
      parameter: [
        { name: "require_secure_transport", value: "1" },
        { name: "slow_query_log", value: "1" },
        { name: "long_query_time", value: "2" },
        { name: "log_output", value: "FILE" },
      ],
    }));
  it("exports its error and slow query logs, which are kept for 90 days", () => {
    expect(instance["enabled_cloudwatch_logs_exports"]).toEqual(["error", "slowquery"]);
    const groups = Object.values(template.all("aws_cloudwatch_log_group"));
    expect(groups.map((group) => [group["name"], group["retention_in_days"]])).toEqual([
      ["/aws/rds/instance/shop-prod-main/error", 90],
      ["/aws/rds/instance/shop-prod-main/slowquery", 90],
    ]);
  });
  it("has a password that Terraform never sees", () => expect(instance["manage_master_user_password"]).toBe(true));
  it.each([
    ["db.t4g.micro", false],
    ["db.t4g.medium", true],
    ["db.r6g.large", true],
  ])("has Performance Insights on %s where it is to be had", (instanceClass, enabled) => {
    const one = made(
      (scope) => new DatabaseInstance(scope, "main", { ...props, engine: ENGINES[name], version, instanceClass }),
    ).one("aws_db_instance");
    expect(one["performance_insights_enabled"]).toBe(enabled);
  });
});

it.each(ENGINE_NAMES)("%s forces TLS unless the manifest says otherwise", (name) => {
  const forcing = { postgresql: ["rds.force_ssl"], mysql: ["require_secure_transport"] }[ENGINES[name].dialect.name];
  expect(Object.keys(ENGINES[name].parameters)).toEqual(expect.arrayContaining(forcing));
});

it("a parameter that MySQL reads when it starts waits for that, and no other does", () => {
  expect(mysqlParameters({ performance_schema: "1", max_connections: "400" })).toEqual([
    { name: "performance_schema", value: "1", applyMethod: "pending-reboot" },
    { name: "max_connections", value: "400" },
  ]);
});

describeMysql("the parameters of MySQL that wait", () => {
  it("are none that a real MariaDB takes while it runs, and none of ours are among them", async () => {
    const server = await MysqlServer.make();
    try {
      await server.start();
      const rows = server.asRoot(
        "SELECT LOWER(VARIABLE_NAME), READ_ONLY FROM information_schema.SYSTEM_VARIABLES ORDER BY 1",
      );
      const readOnly = new Map(rows.split("\n").map((row) => row.split("\t") as [string, string]));
      const known = STATIC_MYSQL_PARAMETERS.filter((name) => readOnly.has(name));
      expect(known.length).toBeGreaterThan(15);
      // MariaDB takes these two while it runs; MySQL does not.
      const ofMysql = ["innodb_ft_cache_size", "innodb_ft_total_cache_size"];
      expect(known.filter((name) => readOnly.get(name) === "NO" && !ofMysql.includes(name))).toEqual([]);
      const ours = Object.keys(ENGINES.mysql.parameters);
      expect(ours.filter((name) => readOnly.get(name) !== "NO")).toEqual([]);
    } finally {
      await server.clear();
    }
  }, 60_000);
});
