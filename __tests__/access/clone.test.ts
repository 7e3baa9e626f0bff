import { taskRole } from "./grants";
import { mayDo, type Request, thatAre } from "./simulator/simulator";
import { everyEnvironment } from "./world";

const deployed = everyEnvironment().find(({ name }) => name === "everything-prod")!;
const { account, region, stacks } = deployed;

const rds = (resource: string) => `arn:aws:rds:${region}:${account}:${resource}`;
const asked = (action: string, resource: string): Request => ({ action, resource, context: {} });
const may = (request: Request) => mayDo(taskRole(deployed, "cloner"), request);

const LIVE = rds("cluster:everything-prod-shop");
const TEST = rds("cluster:everything-prod-practice");
const CLONE = rds("cluster:everything-prod-practice-20261121020000");

/** What ends a cluster, changes it, or lets somebody in. */
const HARM = ["DeleteDBCluster", "ModifyDBCluster", "BacktrackDBCluster", "FailoverDBCluster", "StopDBCluster"];

it("the job that clones a database makes, changes and deletes clones", async () => {
  const wanted = [
    asked("rds:RestoreDBClusterToPointInTime", LIVE),
    asked("rds:RestoreDBClusterToPointInTime", CLONE),
    asked("rds:CreateDBInstance", rds("db:everything-prod-practice-20261121020000-1")),
    asked("rds:ModifyDBCluster", CLONE),
    asked("rds:DeleteDBInstance", rds("db:everything-prod-practice-20261121020000-1")),
    asked("rds:DeleteDBCluster", CLONE),
  ];
  expect(await thatAre("denied", wanted, may)).toEqual([]);
});

it("the job that clones a database does nothing to the live one, to the one that it is called after, or to any other", async () => {
  const unwanted = [LIVE, TEST, rds("cluster:everything-prod-warehouse")].flatMap((cluster) =>
    HARM.map((action) => asked(`rds:${action}`, cluster)),
  );
  const instances = ["everything-prod-shop-1", "everything-prod-practice-1", "everything-prod-main"].flatMap((name) =>
    ["DeleteDBInstance", "ModifyDBInstance", "RebootDBInstance"].map((action) =>
      asked(`rds:${action}`, rds(`db:${name}`)),
    ),
  );
  expect(await thatAre("allowed", [...unwanted, ...instances], may)).toEqual([]);
});

it("nobody who has the clone's password gets a way to the live database", () => {
  const edges = Object.keys(stacks.service.all("aws_vpc_security_group_ingress_rule"));
  expect(edges.filter((name) => /^(cloner|tester)_/.test(name) && name.includes("shop"))).toEqual([]);
});
