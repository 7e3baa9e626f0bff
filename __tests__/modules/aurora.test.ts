import { ENGINES } from "../../kinds/database/engines";
import { Aurora, type AuroraProps } from "../../modules/rds/aurora";
import { made } from "./made";

const props: Omit<AuroraProps, "engine"> = {
  name: "shop-prod-main",
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  version: "8.0",
  size: { instanceClass: "db.r6g.large" },
  instances: 2,
  database: "shop",
  user: "admin",
  parameters: {},
  backupRetentionDays: 14,
  keepBackupsAfterDelete: true,
  logRetentionDays: 90,
  backtrackSeconds: 86_400,
  guarded: true,
  account: "111111111111",
};

describe("an Aurora MySQL cluster", () => {
  const template = made((scope) => new Aurora(scope, "main", { ...props, engine: ENGINES["aurora-mysql"] }));
  const cluster = template.one("aws_rds_cluster");

  it("can be turned back within the time that was set when it was made", () =>
    expect(cluster["backtrack_window"]).toBe(86_400));
  it("is encrypted, and refuses to be deleted in AWS and in Terraform", () => {
    expect(cluster["storage_encrypted"]).toBe(true);
    expect(cluster["deletion_protection"]).toBe(true);
    expect(cluster["lifecycle"].prevent_destroy).toBe(true);
  });
  it("has a password that Terraform never sees", () => expect(cluster["manage_master_user_password"]).toBe(true));
  it("takes TLS only, and logs queries of more than two seconds", () =>
    expect(template.one("aws_rds_cluster_parameter_group")).toMatchObject({
      family: "aurora-mysql8.0",
      name: "shop-prod-main-mysql8-0",
      parameter: [
        { name: "require_secure_transport", value: "ON" },
        { name: "slow_query_log", value: "1" },
        { name: "long_query_time", value: "2" },
        { name: "log_output", value: "FILE" },
      ],
    }));
  it("exports its error and slow query logs, which are not kept forever", () => {
    expect(cluster["enabled_cloudwatch_logs_exports"]).toEqual(["error", "slowquery"]);
    const groups = Object.values(template.all("aws_cloudwatch_log_group"));
    expect(groups.map((group) => [group["name"], group["retention_in_days"]])).toEqual([
      ["/aws/rds/cluster/shop-prod-main/error", 90],
      ["/aws/rds/cluster/shop-prod-main/slowquery", 90],
    ]);
  });
  it("listens on MySQL's port", () => expect(cluster["port"]).toBe(3306));
  it("has an instance that takes over", () =>
    expect(Object.values(template.all("aws_rds_cluster_instance")).map((one) => one["promotion_tier"])).toEqual([
      0, 1,
    ]));
});

it.each([
  ["db.t4g.medium", ENGINES["aurora-mysql"], false],
  ["db.r6g.large", ENGINES["aurora-mysql"], true],
  ["db.t4g.medium", ENGINES["aurora-postgresql"], true],
] as const)("Performance Insights of %s is on where it is to be had", (instanceClass, engine, enabled) => {
  const template = made(
    (scope) => new Aurora(scope, "main", { ...props, engine, instances: 1, size: { instanceClass } }),
  );
  expect(template.one("aws_rds_cluster_instance")["performance_insights_enabled"]).toBe(enabled);
});
