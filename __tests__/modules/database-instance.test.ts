import { ENGINES } from "../../kinds/database/engines";
import { DatabaseInstance, type DatabaseInstanceProps } from "../../modules/rds/database-instance";
import { made } from "./made";

const database: DatabaseInstanceProps = {
  engine: ENGINES.postgres,
  name: "shop-prod-main",
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  version: "16",
  instanceClass: "db.t4g.micro",
  storage: 20,
  multiZone: true,
  database: "shop",
  user: "postgres",
  parameters: {},
  backupRetentionDays: 7,
  keepBackupsAfterDelete: true,
  logRetentionDays: 90,
  guarded: true,
  account: "111111111111",
};

describe("a PostgreSQL server", () => {
  const template = made((scope) => new DatabaseInstance(scope, "main", database));
  const instance = template.one("aws_db_instance");

  it("is encrypted", () => expect(instance["storage_encrypted"]).toBe(true));
  it("is not reachable from the internet", () => expect(instance["publicly_accessible"]).toBe(false));
  it("takes TLS only", () =>
    expect(template.one("aws_db_parameter_group")["parameter"]).toEqual([{ name: "rds.force_ssl", value: "1" }]));
  it("has a password that Terraform never sees", () => expect(instance["manage_master_user_password"]).toBe(true));
  it("leaves a final snapshot behind", () => expect(instance["skip_final_snapshot"]).toBe(false));
  it("refuses to be deleted, in AWS and in Terraform", () => {
    expect(instance["deletion_protection"]).toBe(true);
    expect(instance["lifecycle"].prevent_destroy).toBe(true);
  });
  it("lets nobody in until a service says that it uses it", () => {
    expect(template.all("aws_vpc_security_group_ingress_rule")).toEqual({});
    expect(template.one("aws_security_group")).not.toHaveProperty("ingress");
  });
  it("exports its logs to groups that forget after 90 days", () => {
    expect(instance["enabled_cloudwatch_logs_exports"]).toEqual(["postgresql", "upgrade"]);
    for (const group of Object.values(template.all("aws_cloudwatch_log_group"))) {
      expect(group["retention_in_days"]).toBe(90);
    }
  });
  it("can be watched: enhanced monitoring and Performance Insights are on", () => {
    expect(instance).toMatchObject({ monitoring_interval: 60, performance_insights_enabled: true });
  });
  it("takes its name and user from the snapshot when it is restored", () => {
    const restored = made((scope) => new DatabaseInstance(scope, "main", { ...database, snapshot: "before" }));
    expect(restored.one("aws_db_instance")).toMatchObject({ snapshot_identifier: "before" });
    expect(restored.one("aws_db_instance")).not.toHaveProperty("db_name");
  });
});
