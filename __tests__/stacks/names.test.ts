import { cacheIdentifier } from "../../kinds/cache/names";
import { databaseIdentifier } from "../../kinds/database/names";
import { secretName } from "../../kinds/secret/names";
import { readDeployments } from "../../manifest/deployments";
import { inProject, SETTINGS } from "../manifest/project";
import { synthesize } from "./template";

const LONG = "a-name-that-is-as-long-as-any";

/** A system whose names have to be cut. */
const MANIFEST = `
system: sliderule-of-the-us
region: us-west-2
databases:
  ${LONG}:  { engine: postgres, version: "16", instance: db.t4g.micro, database: main }
  ${LONG}2: { engine: aurora-mysql, version: "8.0", instance: db.t4g.medium, database: main }
caches:
  ${LONG}3: { engine: redis, node: cache.t4g.micro }
secrets:
  ${LONG}4: { keys: [token] }
environments:
  production: { account: "111122223333" }
`;

const { data, environment } = inProject(
  { "drydock.yaml": SETTINGS, "deployments/sliderule-of-the-us.yaml": MANIFEST },
  (root) => ({
    data: synthesize(root)["sliderule-of-the-us-production-data"]!,
    environment: readDeployments(root).systems[0]!.environments[0]!,
  }),
);

describe("names that commands look for are those that stacks give, cut to their limits,", () => {
  it.each([
    ["of a server", databaseIdentifier(environment, LONG), data.one("aws_db_instance")["identifier"], 63],
    [
      "of an Aurora cluster",
      databaseIdentifier(environment, `${LONG}2`),
      data.one("aws_rds_cluster")["cluster_identifier"],
      60,
    ],
    [
      "of a cache",
      cacheIdentifier(environment, `${LONG}3`),
      data.one("aws_elasticache_replication_group")["replication_group_id"],
      40,
    ],
  ])("%s", (_, looked, given, limit) => {
    expect(looked).toBe(given);
    expect(looked.length).toBeLessThanOrEqual(limit);
  });

  it("of a secret", () =>
    expect(data.one("aws_secretsmanager_secret")["name"]).toBe(secretName(environment, `${LONG}4`)));
});
