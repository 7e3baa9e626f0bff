import { describeWithTerraform } from "./installed";
import { Project } from "./project";

/** An environment with the engines that none of the project's systems has. */
const MANIFEST = `
system: tiny
region: us-west-2
network: { nat: none, flowLogs: false }
databases:
  blog:  { engine: mysql, version: "8.4", instance: db.t4g.medium, database: blog, parameters: { performance_schema: "1" } }
  forum: { engine: mariadb, version: "11.4", instance: db.t4g.micro, database: forum }
extraDatabases:
  comments: { server: blog }
  threads:  { server: forum }
caches:
  jobs: { engine: valkey, node: cache.t4g.micro, parameters: { maxmemory-policy: noeviction } }
images:
  web: { pull: "public.ecr.aws/nginx/nginx:1.29" }
services:
  web:
    image: web
    uses: { blog: connect, forum: connect, comments: connect, threads: connect, jobs: connect }
    environment: { BLOG: "\${blog.secret.password}", THREADS: "\${threads.secret}", JOBS: "\${jobs.host}" }
environments:
  test: { disposable: true }
`;

const project = new Project();
afterAll(() => project.remove());

describeWithTerraform("MySQL, MariaDB and Valkey", () => {
  it("are rehearsed: applied from nothing, planned empty, reached by who uses them, and destroyed", async () => {
    project.write(MANIFEST);
    const run = project.drydock(["rehearse", "tiny-test", "--destroy"]);
    expect([await run.exitCode, run.output]).toEqual([0, expect.stringContaining("everything held")]);
    const { ok, stacks } = project.summary();
    expect(ok).toBe(true);
    expect(stacks.map(({ secondPlanChanges }) => secondPlanChanges)).toEqual(stacks.map(() => 0));
  }, 900_000);
});
