import { databaseServer } from "../../../commands/compose/servers";
import { readDeployments } from "../../../manifest/deployments";
import { inProject, SETTINGS } from "../../manifest/project";
import { describeMysql, MysqlServer } from "../../stacks/mysql-server";
import { describePostgres, PostgresServer } from "../../stacks/postgres-server";
import { DEPOT } from "./depot";

/** What a new server of the depot runs, with a password put in as Compose does. */
function statements(server: string): string {
  const { environments } = inProject({ "drydock.yaml": SETTINGS, "deployments/depot.yaml": DEPOT }, (root) =>
    readDeployments(root),
  ).systems[0]!;
  return databaseServer(environments[0]!, server).config!.content.replaceAll(/\$\{\w+\}/g, "a-word");
}

describeMysql("a new MySQL", () => {
  let server: MysqlServer;
  beforeAll(async () => {
    server = await MysqlServer.make();
    await server.start();
  });
  afterAll(() => server.clear());

  it("has the extra database, and its owner may use it and no other", async () => {
    server.asRoot("CREATE DATABASE depot");
    server.asRoot(statements("main"));
    const owner = { user: "reports", password: "a-word" };
    const sql = "CREATE TABLE sales (id INT); SHOW TABLES";
    expect(await server.query({ ...owner, database: "reports" }, sql)).toBe("sales");
    await expect(server.query({ ...owner, database: "depot" }, sql)).rejects.toThrow("Access denied");
  });
});

describePostgres("a new PostgreSQL", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.make();
    await server.start();
  });
  afterAll(() => server.clear());

  it("has the extra database, which belongs to its owner", async () => {
    for (const statement of statements("other").trim().split("\n")) await server.query(server.superuser, statement);
    const owner = { user: "archive", password: "a-word", database: "archive" };
    const sql =
      "CREATE TABLE papers (); SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()";
    expect(await server.query(owner, sql)).toBe("archive");
  });
});
