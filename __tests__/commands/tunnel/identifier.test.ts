import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { findTarget } from "../../../commands/tunnel/target";
import { readDeployments } from "../../../manifest/deployments";
import { inProject, SETTINGS } from "../../manifest/project";
import { synthesizeNow } from "../../stacks/synthesis";

// As long as names may be.
const SYSTEM = "rivers-of-all-states";
const STAGE = "acceptances";
const LONG = "of-the-eastern-seaside";
const MANIFEST = `
system: ${SYSTEM}
region: us-east-1
databases:
  cluster-${LONG}: { engine: aurora-mysql, version: "8.0", database: rivers, capacity: { min: 0.5, max: 2 } }
  server-${LONG}: { engine: postgres, version: "16", database: rivers, instance: db.t4g.micro }
caches: { "cache-${LONG}": { engine: valkey, node: cache.t4g.micro } }
tunnel: { uses: { "cluster-${LONG}": connect, "server-${LONG}": connect, "cache-${LONG}": connect } }
environments: { ${STAGE}: {} }
`;

/** What AWS is asked for, in place of which a server of ours says that there is none. */
async function asked(act: () => Promise<unknown>): Promise<string[]> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      bodies.push(body);
      response.writeHead(404, { "content-type": "text/xml" });
      const code = `${/Action=Describe(\w+?)s&/.exec(body)?.[1]}NotFound`;
      response.end(`<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code></Error></ErrorResponse>`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const before = process.env;
  process.env = {
    ...before,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  };
  try {
    await act();
  } finally {
    process.env = before;
    await new Promise((resolve) => server.close(resolve));
  }
  return bodies.map((body) => /(?:Identifier|GroupId)=([^&]+)/.exec(body)?.[1] ?? body);
}

const files = { "drydock.yaml": SETTINGS, [`deployments/${SYSTEM}.yaml`]: MANIFEST };
const { environment, data } = inProject(files, (root) => ({
  environment: readDeployments(root).systems[0]!.environments[0]!,
  data: synthesizeNow({ root })[`${SYSTEM}-${STAGE}-data`] as { resource: Record<string, Record<string, any>> },
}));

test.each([
  ["a single server", "server", "aws_db_instance", "identifier", 63],
  ["a cluster", "cluster", "aws_rds_cluster", "cluster_identifier", 60],
  ["a cache", "cache", "aws_elasticache_replication_group", "replication_group_id", 40],
])("%s with a long name is looked for under the name that the stacks give it", async (_, name, type, field, limit) => {
  const made = Object.values(data.resource[type]!).map((resource) => resource[field]);
  expect(made).toEqual([expect.stringMatching(new RegExp(`^${SYSTEM}-.{1,${limit - SYSTEM.length - 1}}$`))]);
  const names = await asked(() =>
    expect(findTarget(`${SYSTEM}-${STAGE}`, environment, `${name}-${LONG}`)).rejects.toThrow(
      `${name}-${LONG} of ${SYSTEM}-${STAGE} is not there in us-east-1, or still being made`,
    ),
  );
  expect(names).toEqual(made);
});
