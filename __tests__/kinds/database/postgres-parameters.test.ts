import { postgresParameters, STATIC_PARAMETERS } from "../../../kinds/database/engines/postgresql-parameters";
import { describePostgres, PostgresServer } from "../../servers/postgres-server";

it("a parameter that a server reads when it starts waits for that, and no other does", () => {
  expect(postgresParameters({ max_connections: "400", "rds.logical_replication": "1", log_connections: "1" })).toEqual([
    { name: "max_connections", value: "400", applyMethod: "pending-reboot" },
    { name: "rds.logical_replication", value: "1", applyMethod: "pending-reboot" },
    { name: "log_connections", value: "1" },
  ]);
});

describePostgres("the parameters that wait", () => {
  it("are those that a real server reads only when it starts", async () => {
    const server = await PostgresServer.make();
    try {
      await server.start();
      const names = await server.query(server.superuser, "select name from pg_settings where context = 'postmaster'");
      expect(STATIC_PARAMETERS.filter((name) => !names.split("\n").includes(name))).toEqual([]);
    } finally {
      await server.clear();
    }
  }, 60_000);
});
