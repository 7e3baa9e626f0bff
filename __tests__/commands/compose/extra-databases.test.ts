import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { KIND_LOCALS } from "../../../kinds/core/local";
import { readDeployments } from "../../../manifest/deployments";
import { inProject, SETTINGS } from "../../manifest/project";
import { describeMysql, MysqlServer } from "../../servers/mysql-server";
import { describePostgres, PostgresServer, programs } from "../../servers/postgres-server";
import { DEPOT } from "./depot";

/** With every kind of character that a shell, a client or SQL might take for its own. */
const PASSWORD = `S3CRET it's "so" \\n $HOME $(id) \`id\` ; -- :'user' %s`;

/** The file that a new server of the depot runs, and the passwords that it is given, as Compose does it. */
function init(server: string): { file: string; text: string; passwords: Record<string, string> } {
  const { environments } = inProject({ "drydock.yaml": SETTINGS, "deployments/depot.yaml": DEPOT }, (root) =>
    readDeployments(root),
  ).systems[0]!;
  const { service, config } = KIND_LOCALS.database.server(environments[0]!, server);
  const [{ target }] = service!["configs"] as [{ target: string }];
  const variables = Object.entries(service!.environment!).filter(([name, value]) => value === `\${${name}}`);
  return {
    file: target,
    text: config!.content.replaceAll("$$", "$"),
    passwords: Object.fromEntries(variables.map(([name]) => [name, PASSWORD])),
  };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "init-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The functions of the image that the file uses, as its entrypoint has them. */
const ENTRYPOINT = `
set -eo pipefail
docker_process_sql() { mariadb --no-defaults --protocol=socket -u root --socket="$SOCKET" --comments "$@"; }
mysql_error() { printf 'ERROR: %s\\n' "$*" >&2; exit 1; }
. "$FILE"
`;

describeMysql("a new MySQL", () => {
  let server: MysqlServer;
  beforeAll(async () => {
    server = await MysqlServer.make();
    await server.start();
  });
  afterAll(() => server.clear());

  const run = (change: (text: string) => string = (text) => text) => {
    const { file, text, passwords } = init("main");
    expect(file).toBe("/docker-entrypoint-initdb.d/extra-databases.sh");
    writeFileSync(join(folder, "init.sh"), change(text));
    const env = { PATH: process.env["PATH"], SOCKET: server.socket, FILE: join(folder, "init.sh"), ...passwords };
    return spawnSync("bash", ["--norc", "-c", ENTRYPOINT], { env, encoding: "utf8" });
  };

  it("has the extra database, and its owner may use it and no other", async () => {
    server.asRoot("CREATE DATABASE depot");
    expect(run()).toMatchObject({ status: 0, stdout: "", stderr: "" });
    const owner = { user: "reports", password: PASSWORD };
    const sql = "CREATE TABLE sales (id INT); SHOW TABLES";
    expect(await server.query({ ...owner, database: "reports" }, sql)).toBe("sales");
    await expect(server.query({ ...owner, database: "depot" }, sql)).rejects.toThrow("Access denied");
  });

  it.each(["CREATE DATABASE", "CREATE USER", "GRANT"])("prints no password when %s fails", (start) => {
    server.asRoot("DROP USER IF EXISTS reports@'%'; DROP DATABASE IF EXISTS reports");
    const { status, stdout, stderr } = run((text) => text.replace(start, `BROKEN ${start}`));
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("ERROR 1064 (42000)");
    expect(stderr).not.toContain("S3CRET");
    expect(stderr).not.toContain("BROKEN");
  });
});

describePostgres("a new PostgreSQL", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.make();
    await server.start();
  });
  afterAll(() => server.clear());

  const run = (change: (text: string) => string = (text) => text) => {
    const { file, text, passwords } = init("other");
    expect(file).toBe("/docker-entrypoint-initdb.d/extra-databases.sql");
    writeFileSync(join(folder, "init.sql"), change(text));
    const { user, password, database } = server.superuser;
    const where = ["--host=127.0.0.1", `--port=${server.port}`, `--username=${user}`, `--dbname=${database}`];
    // As the image's entrypoint does it.
    const how = ["-v", "ON_ERROR_STOP=1", "--no-password", "--no-psqlrc", "-f", join(folder, "init.sql")];
    const env = { PATH: [programs, process.env["PATH"]].join(delimiter), PGPASSWORD: password, ...passwords };
    return spawnSync(join(programs!, "psql"), [...how, ...where], { env, encoding: "utf8" });
  };

  it("has the extra database, which belongs to its owner", async () => {
    expect(run()).toMatchObject({ status: 0, stderr: "" });
    const owner = { user: "archive", password: PASSWORD, database: "archive" };
    const sql =
      "CREATE TABLE papers (); SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()";
    expect(await server.query(owner, sql)).toBe("archive");
  });

  it.each(["CREATE USER", "CREATE DATABASE"])("prints and logs no password when %s fails", (start) => {
    const { status, stderr } = run((text) => text.replace(start, `BROKEN ${start}`));
    expect([status, stderr]).toEqual([3, expect.stringContaining("ERROR:")]);
    expect(stderr + server.log()).not.toContain("S3CRET");
  });
});
