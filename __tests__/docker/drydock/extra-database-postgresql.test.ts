import { POSTGRESQL } from "../../../kinds/database/engines/postgresql";
import { extraDatabaseProgram } from "../../../kinds/database/stack/extra-database-program";
import { describePostgres, type Login, PostgresServer } from "../../servers/postgres-server";
import { ExtraDatabaseRuns } from "./extra-database-runs";

/** Every kind of character that a shell, psql, SQL or Terraform might take for its own. */
const SPECIALS = `it's "so" \\n \\\\ $HOME \${x} $(id) \`id\` :'user' :user %s %{x} & ; | * ? # ! é€`;

const { image, script } = extraDatabaseProgram(POSTGRESQL);

describe("the program that makes an extra database", () => {
  it("has nothing that Terraform takes for a reference", () => {
    expect(script).not.toMatch(/[$%]\{/);
  });

  it("runs in a stock image of psql 15 or later", () => {
    expect(image).toMatch(/^public\.ecr\.aws\/docker\/library\/postgres:(1[5-9]|[2-9]\d)-alpine$/);
  });
});

// A database takes a third of a second to make, and more where the machine is busy.
jest.setTimeout(300_000);

describePostgres("an extra database", () => {
  /** As on RDS: no superuser. */
  const master: Login = { user: "master", password: "master's $ecret", database: "main" };
  let server: PostgresServer;

  beforeAll(async () => {
    server = await PostgresServer.make();
    await server.start();
    await asSuperuser(`CREATE ROLE master LOGIN CREATEROLE CREATEDB PASSWORD '${master.password.replace("'", "''")}'`);
    await asSuperuser("CREATE DATABASE main OWNER master");
    await server.query(master, "CREATE TABLE ours AS SELECT 42 AS answer");
  });
  afterAll(() => server?.clear());

  const asSuperuser = (sql: string) => server.query(server.superuser, sql);

  const runs = new ExtraDatabaseRuns(script, () => ({
    SERVER_HOST: "127.0.0.1",
    SERVER_PORT: String(server.port),
    SERVER_DATABASE: master.database,
    SERVER_USER: master.user,
    SERVER_PASSWORD: master.password,
  }));
  const { init, made } = runs;

  /** All that the server knows about roles, their members and databases, but for the salted passwords. */
  const everything = () =>
    asSuperuser(`
      SELECT oid, rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin FROM pg_roles ORDER BY oid;
      SELECT roleid, member, grantor, admin_option FROM pg_auth_members ORDER BY 1, 2, 3;
      SELECT oid, datname, datdba, datacl FROM pg_database ORDER BY oid;`);

  it("is made with an owner who logs in and makes tables", async () => {
    const logs = await made("logs");
    await server.query(logs, "CREATE TABLE visits AS SELECT 1 AS id");
    expect(await server.query(logs, "SELECT id FROM visits")).toBe("1");
    expect(
      await asSuperuser(`
        SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls, rolcanlogin
          FROM pg_roles WHERE rolname = 'logs'`),
    ).toBe("f|f|f|f|f|t");
  });

  it("is said to be made in plain lines", async () => {
    const { output } = await init({ user: "writer", password: "p", database: "plain" }).outcome;
    expect(output).toBe(
      '[extra-database plain] making the role "writer"\n' +
        '[extra-database plain] making the database "plain"\n' +
        '[extra-database plain] the password of "writer" is set\n',
    );
  });

  it("stays as it is when made again", async () => {
    const logs = await made("logs");
    await server.query(logs, "CREATE TABLE kept ()");
    const before = await everything();
    const { output } = await init(logs).outcome;
    expect(output).toBe('[extra-database logs] the password of "logs" is set\n');
    expect(await everything()).toBe(before);
    expect(await server.query(logs, "SELECT count(*) FROM kept")).toBe("0");
  });

  it("is finished when a run broke off after any step", async () => {
    const half = { user: "half", password: "p", database: "half" };
    await server.query(master, "CREATE ROLE half LOGIN");
    expect((await init(half).outcome).exitCode).toBe(0);
    await server.query(master, "GRANT CONNECT, TEMPORARY ON DATABASE half TO PUBLIC");
    expect((await init(half).outcome).exitCode).toBe(0);
    expect(await asSuperuser("SELECT has_database_privilege('public', 'half', 'CONNECT, TEMPORARY')")).toBe("f");
  });

  it("is made once by ten tasks at once", async () => {
    const names = ["busy", "busy", "busy", "busy", "busy", "busy", "busy", "busy", "other", "other"];
    const runs = names.map((name) => init({ user: name, password: "p", database: name }).outcome);
    const outcomes = await Promise.all(runs);
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual(names.map(() => 0));
    const output = outcomes.map((outcome) => outcome.output).join("");
    expect(output.match(/making the database "busy"/g)).toHaveLength(1);
    expect(output.match(/making the database "other"/g)).toHaveLength(1);
  });

  it("takes a new password, and the old one no longer works", async () => {
    const old = await made("logs", "before-it-changed");
    const renewed = await made("logs", "after-it-changed");
    expect(await server.query(renewed, "SELECT 1")).toBe("1");
    await expect(server.query(old, "SELECT 1")).rejects.toThrow("password authentication failed");
  });

  it("is closed to the users of others, and they to it", async () => {
    const [one, two] = [await made("logs"), await made("metrics")];
    const denied = "permission denied for database";
    await expect(server.query({ ...one, database: two.database }, "SELECT 1")).rejects.toThrow(denied);
    await expect(server.query({ ...two, database: one.database }, "SELECT 1")).rejects.toThrow(denied);
  });

  it("gives its user nothing of the master's", async () => {
    const modest = await made("logs");
    const inMain = { ...modest, database: master.database };
    await expect(server.query(inMain, "SELECT * FROM ours")).rejects.toThrow("permission denied for table ours");
    await expect(server.query(modest, "SET ROLE master")).rejects.toThrow('permission denied to set role "master"');
    await expect(server.query(modest, "CREATE DATABASE more")).rejects.toThrow("permission denied");
    await expect(server.query(modest, "CREATE ROLE more")).rejects.toThrow("permission denied");
  });

  it("leaves other databases alone", async () => {
    const access = "SELECT datname, datacl FROM pg_database WHERE datname IN ('main', 'postgres', 'template1')";
    const before = await asSuperuser(access);
    await made("neighbour");
    expect(await asSuperuser(access)).toBe(before);
  });

  it("may be called anything", async () => {
    const names = ["order", `Mixed "it's" $x; -- :user été`];
    const logins = await Promise.all(names.map((name) => made(name)));
    const found = logins.map((login) => server.query(login, "SELECT current_database() || '/' || current_user"));
    expect(await Promise.all(found)).toEqual(names.map((name) => `${name}/${name}`));
  });

  it("takes any password but one with a control character", async () => {
    const login = await made("logs", SPECIALS);
    expect(await server.query(login, "SELECT 1")).toBe("1");
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
    const started = Date.now();
    const login = { user: "wrong", password: "p-wrong", database: "wrong" };
    const { exitCode, output } = await init(login, { SERVER_PASSWORD: "not this", PAUSE: "60" }).outcome;
    expect([exitCode, output]).toEqual([
      2,
      expect.stringContaining('password authentication failed for user "master"'),
    ]);
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it("is not made over what others own", async () => {
    const logs = await made("logs");
    const before = await everything();
    const { exitCode, output } = await init({ user: "stranger", password: "p", database: "logs" }).outcome;
    expect([exitCode, output]).toEqual([
      3,
      expect.stringContaining('the database "logs" is there already and belongs to "logs", not to "stranger"'),
    ]);
    expect(await everything()).toBe(before);
    expect(await server.query(logs, "SELECT 1")).toBe("1");
  });

  it.each([
    ["the master user", "master", 'the user "master" is the master user'],
    ["a superuser", "rdsadmin", 'the role "rdsadmin" is there already and is not one'],
    ["a group", "pg_monitor", 'the role "pg_monitor" is there already and is not one'],
  ])("is not given to %s", async (_what, user, message) => {
    const before = await everything();
    const { exitCode, output } = await init({ user, password: "p", database: "taken" }).outcome;
    expect([exitCode, output]).toEqual([3, expect.stringContaining(message)]);
    expect(await everything()).toBe(before);
    expect(await server.query(master, "SELECT 1")).toBe("1");
  });

  it("waits for a server that starts late", async () => {
    await server.stop();
    const run = init({ user: "logs", password: "p", database: "logs" }, { TRIES: "300" });
    await run.says("try 2 of 300");
    await server.start();
    const { exitCode, output } = await run.outcome;
    expect([exitCode, output]).toEqual([0, expect.stringContaining('the password of "logs" is set')]);
  });

  it("is given up, with the reason, when the server never comes", async () => {
    const login = { user: "never", password: "p", database: "never" };
    const { exitCode, output } = await init(login, { SERVER_PORT: "1" }).outcome;
    expect(exitCode).toBe(2);
    expect(output).toMatch(/no answer from 127\.0\.0\.1:1, try 2 of 2\n.*Connection refused/);
  });

  it("is not made over a connection without TLS, unless that is asked for", async () => {
    const login = { user: "logs", password: "p", database: "logs" };
    await asSuperuser("ALTER SYSTEM SET ssl = off");
    await asSuperuser("SELECT pg_reload_conf()");
    const refused = await init(login).outcome;
    const asked = await init(login, { PGSSLMODE: "disable" }).outcome;
    await asSuperuser("ALTER SYSTEM RESET ssl");
    await asSuperuser("SELECT pg_reload_conf()");
    expect([refused.exitCode, refused.output]).toEqual([2, expect.stringContaining("server does not support SSL")]);
    expect(asked.exitCode).toBe(0);
  });

  it("has its password in no output and in no log of the server", () => {
    const long = [...runs.passwords].filter((password) => password.length > 5);
    const log = server.log();
    expect(long.length).toBeGreaterThan(10);
    expect(runs.printed).toContain("making the database");
    expect(log).toContain('CREATE DATABASE "logs"');
    for (const password of long) {
      expect(runs.printed).not.toContain(password);
      expect(log).not.toContain(password);
    }
  });
});
