import { inProject, SETTINGS } from "../manifest/project";
import { synthesize } from "./template";

const MANIFEST = `
system: brief
region: us-west-2
images:
  app: { build: { context: docker/app }, keep: 7 }
databases:
  main:    { engine: postgres, version: "16", instance: db.t4g.micro, database: main, logs: { retain: 3d } }
  cluster: { engine: aurora-mysql, version: "8.0", instance: db.t4g.medium, database: cluster, logs: { retain: 5d } }
services:
  worker: { image: app, exec: true, writable: true }
operations: { execLogs: { retain: 400d } }
environments:
  prod: {}
`;

const stacks = inProject(
  { "drydock.yaml": SETTINGS, "deployments/brief.yaml": MANIFEST, "docker/app/Dockerfile": "FROM scratch\n" },
  (root) => synthesize(root),
);

describe("the manifest says how long is kept", () => {
  it("what each database server logs", () => {
    const groups = Object.values(stacks["brief-prod-data"]!.all("aws_cloudwatch_log_group"));
    expect(groups.map((group) => [group["name"], group["retention_in_days"]]).sort()).toEqual([
      ["/aws/rds/cluster/brief-prod-cluster/error", 5],
      ["/aws/rds/cluster/brief-prod-cluster/slowquery", 5],
      ["/aws/rds/instance/brief-prod-main/postgresql", 3],
      ["/aws/rds/instance/brief-prod-main/upgrade", 3],
    ]);
  });

  it("what is done in sessions of ECS Exec", () => {
    const group = stacks["brief-prod-service"]!.one("aws_cloudwatch_log_group", "ecs_cluster_exec-log_group");
    expect(group).toMatchObject({ name: "/brief-prod/exec", retention_in_days: 400 });
  });

  it("how many images", () => {
    const [, newest] = JSON.parse(stacks["brief-registry"]!.one("aws_ecr_lifecycle_policy")["policy"]).rules;
    expect(newest).toMatchObject({
      description: "The newest 7 images stay",
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 7 },
    });
  });
});
