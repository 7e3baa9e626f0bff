import { MYSQL } from "../../../kinds/database/engines/mysql-dialect";
import { extraDatabaseProgram } from "../../../kinds/database/stack/extra-database-program";
import { describeMysql, MysqlServer } from "../../servers/mysql-server";
import type { Login } from "../../servers/postgres-server";
import { ExtraDatabaseRuns } from "./extra-database-runs";

/** Every kind of character that a shell, the client, SQL or Terraform might take for its own. */
const SPECIALS = `it's "so" \\n \\\\ $HOME \${x} $(id) \`id\` ; -- # %s %{x} & | * ? ! é€`;

const { image, script } = extraDatabaseProgram(MYSQL);

describe("the program that makes an extra database in MySQL", () => {
  it("has nothing that Terraform takes for a reference", () => {
    expect(script).not.toMatch(/[$%]\{/);
  });

  it("runs in the image of the version that this test runs", () => {
    expect(image).toBe("public.ecr.aws/docker/library/mariadb:10.11");
  });
});

jest.setTimeout(300_000);

describeMysql("an extra database in MySQL", () => {
  /** As on RDS: nearly all rights, and may pass them on. */
  const master: Login = { user: "admin", password: "master's $ecret", database: "main" };
  let server: MysqlServer;

  beforeAll(async () => {
    server = await MysqlServer.make();
    await server.start();
    server.asRoot(`
      CREATE USER admin@'%' IDENTIFIED BY '${master.password.replace("'", "''")}';
      GRANT CREATE, DROP, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE, REFERENCES, LOCK TABLES, EXECUTE, EVENT, TRIGGER,
        CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE TEMPORARY TABLES, DELETE HISTORY, CREATE USER
        ON *.* TO admin@'%' WITH GRANT OPTION;
      CREATE DATABASE main;
      CREATE TABLE main.ours (answer int)`);
  });
  afterAll(() => server?.clear());

  const runs = new ExtraDatabaseRuns(script, () => ({
    SERVER_HOST: "127.0.0.1",
    SERVER_PORT: String(server.port),
    SERVER_USER: master.user,
    SERVER_PASSWORD: master.password,
  }));
  const { init, made } = runs;

  /** All that the server knows about users, their rights and databases, but for the hashed passwords. */
  const everything = () =>
    server.asRoot(`
      SELECT grantee, privilege_type FROM information_schema.user_privileges ORDER BY 1, 2;
      SELECT grantee, table_schema, privilege_type FROM information_schema.schema_privileges ORDER BY 1, 2, 3;
      SELECT schema_name FROM information_schema.schemata ORDER BY 1;`);

  it("is made with a user who logs in and makes tables, and is said in plain lines", async () => {
    const { output } = await init({ user: "writer", password: "p-of-writer", database: "corp-1" }).outcome;
    expect(output).toBe(
      '[extra-database corp-1] making the user "writer"\n' +
        '[extra-database corp-1] making the database "corp-1"\n' +
        '[extra-database corp-1] the password of "writer" is set\n',
    );
    const login = { user: "writer", password: "p-of-writer", database: "corp-1" };
    await server.query(login, "CREATE TABLE visits AS SELECT 1 AS id");
    expect(await server.query(login, "SELECT id FROM visits")).toBe("1");
  });

  it("stays as it is when made again, and when a run broke off after any step", async () => {
    const again = await made("again");
    await server.query(again, "CREATE TABLE kept (id int)");
    const before = everything();
    await made("again");
    expect(everything()).toBe(before);
    server.asRoot("CREATE USER half@'%' IDENTIFIED BY 'old'");
    await server.query(await made("half"), "CREATE TABLE t (id int)");
  });

  it("is made once by ten tasks at once", async () => {
    const runs = Array.from({ length: 10 }, () => init({ user: "busy", password: "p", database: "busy" }).outcome);
    expect((await Promise.all(runs)).map(({ exitCode, output }) => [exitCode, output.includes("ERROR")])).toEqual(
      Array(10).fill([0, false]),
    );
    expect(await server.query({ user: "busy", password: "p", database: "busy" }, "SELECT 1")).toBe("1");
  });

  it("takes a new password, and the old one no longer works", async () => {
    const old = await made("renewed", "before-it-changed");
    const renewed = await made("renewed", "after-it-changed");
    expect(await server.query(renewed, "SELECT 1")).toBe("1");
    await expect(server.query(old, "SELECT 1")).rejects.toThrow("Access denied");
  });

  it("is closed to the users of others, also where a name has the wildcard of GRANT", async () => {
    const underscore = await made("corp_1");
    await made("corpx1");
    const denied = /Access denied/;
    await expect(server.query({ ...underscore, database: "corpx1" }, "SELECT 1")).rejects.toThrow(denied);
    await expect(server.query({ ...underscore, database: "main" }, "SELECT 1")).rejects.toThrow(denied);
    await expect(server.query(underscore, "CREATE DATABASE more")).rejects.toThrow(denied);
    await expect(server.query(underscore, "CREATE USER more")).rejects.toThrow(denied);
  });

  it("may be called anything, and takes any password but one with a control character", async () => {
    const login = await made(`Mixed "it's" $x; -- :user`, SPECIALS);
    expect(await server.query(login, "SELECT DATABASE()")).toBe(login.database);
    const { exitCode, output } = await init({ ...login, password: "two\n\\! lines" }).outcome;
    expect([exitCode, output]).toEqual([1, expect.stringContaining("DATABASE_PASSWORD has a line break")]);
  });

  it("is not made without each of its variables", async () => {
    const { exitCode, output } = await init({ user: "none", password: "", database: "none" }).outcome;
    expect([exitCode, output]).toEqual([
      1,
      "[extra-database none] the environment variable DATABASE_PASSWORD is not set\n",
    ]);
  });

  it("is not made with a wrong master password, which is said at once", async () => {
    const login = { user: "wrong", password: "p-wrong", database: "wrong" };
    const { exitCode, output } = await init(login, { SERVER_PASSWORD: "not this", PAUSE: "60" }).outcome;
    expect([exitCode, output]).toEqual([2, expect.stringContaining("Access denied for user 'admin'")]);
  });

  it.each([
    ["over what others have rights on", "stranger", "again", 'the database "again" is there already and belongs to'],
    ["for the master user", "admin", "taken", 'the user "admin" is the master user'],
    ["for one with rights on the server", "root", "taken", 'the user "root" is there already and has rights'],
  ])("is not made %s", async (_what, user, database, message) => {
    await made("again");
    const before = everything();
    const { exitCode, output } = await init({ user, password: "p-of-nobody", database }).outcome;
    expect([exitCode, output]).toEqual([3, expect.stringContaining(message)]);
    expect(everything()).toBe(before);
  });

  it("waits for a server that starts late, and gives up with the reason when it never comes", async () => {
    await server.stop();
    const run = init({ user: "late", password: "p", database: "late" }, { TRIES: "600" });
    await run.says("try 2 of 600");
    await server.start();
    expect((await run.outcome).exitCode).toBe(0);
    const never = await init({ user: "never", password: "p", database: "never" }, { SERVER_PORT: "1" }).outcome;
    expect([never.exitCode, never.output]).toEqual([2, expect.stringMatching(/try 2 of 2\n.*Can't connect/)]);
  });

  it("has its password in no output", () => {
    expect(runs.printed).toContain("making the database");
    for (const password of ["p-of-writer", "before-it-changed", "after-it-changed", SPECIALS, master.password]) {
      expect(runs.printed).not.toContain(password);
    }
  });
});
