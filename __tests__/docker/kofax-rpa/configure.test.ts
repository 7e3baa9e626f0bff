import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipped } from "../../../backup/kofax-rpa/archive";
import { compose } from "../../../backup/kofax-rpa/compose";
import { SOURCES } from "../../backup/kofax-rpa/own-sources";
import { describePostgres, PostgresServer, programs } from "../../servers/postgres-server";
import { StandIns, until } from "../stand-ins";
import { FakeConsole, GROUPS } from "./console";

const CONFIGURE = join(__dirname, "../../../docker/kofax-rpa/management-console/configure.sh");
const PASSWORDS = {
  MC_ADMIN_PASSWORD: 'admin"s \\new $secret',
  DEV_PASSWORD: "developer's secret",
  ROBOSERVER_MC_PASSWORD: 'robo"secret\\ é',
  SYNCH_MC_PASSWORD: "synch secret",
};
const AWS = '#!/bin/sh\necho "$$ aws $*" >> "$CALLS"\ncp "$ARCHIVE" "$5"\n';
const ARCHIVE = compose(SOURCES, { environment: "kofax-rpa-prod" });
/** Settings of the container's environment that the backup has too, and must not win over. */
const SETTINGS = {
  SETTINGS_ENTRY_COUNT: "3",
  SETTINGS_ENTRY_KEY_1: "LOGDB_HOST",
  SETTINGS_ENTRY_VALUE_1: "logs.kofax-rpa.internal:5432",
  SETTINGS_ENTRY_KEY_2: "LOGDB_PASSWORD",
  SETTINGS_ENTRY_VALUE_2: "log & secret",
  SETTINGS_ENTRY_KEY_3: "BASE_URL",
  SETTINGS_ENTRY_VALUE_3: "https://rpa.example.org/?a=1&b=<2>",
};
const RESTORE = "POST /secure/Restore";
const ADD = "POST /api/mc/user/add";
const STEPS = [
  "wait for the server",
  "sign in as admin",
  "change password of admin",
  "look for an earlier restore",
  "check that the database is unused",
  "fetch backup",
  "prepare backup",
  "restore backup",
  "wait for users and groups",
  "keep password of admin",
  "remember the restore",
  "add user dev",
  "add user roboserver",
  "add user synch",
  "correct cluster database",
  "queue Tutorials/NewsMagazine.robot",
];

// A run starts about a hundred small programs; the limit allows for a busy machine.
jest.setTimeout(300_000);

let postgres: PostgresServer;
let mc: FakeConsole;
let standIns: StandIns;
let databases = 0;

const state = () => readFileSync(join(standIns.folder, "state"), "utf8").trim();

/** Starts the script as a task does that is new to the machine but not to the database and the console's data. */
const start = (environment: Record<string, string> = {}) =>
  standIns.run(CONFIGURE, {
    environment: {
      ...PASSWORDS,
      MANAGEMENT_CONSOLE_URL: mc.url,
      MC_BACKUP_S3_URI: "s3://a-bucket/Backup.zip",
      DEV_NAME: "dev",
      ROBOSERVER_MC_USERNAME: "roboserver",
      SYNCH_MC_USERNAME: "synch",
      CONTEXT_RESOURCE_URL: `jdbc:postgresql://127.0.0.1:${postgres.port}/console${databases}?x=1&sslmode=require`,
      CONTEXT_RESOURCE_USERNAME: postgres.superuser.user,
      CONTEXT_RESOURCE_PASSWORD: postgres.superuser.password,
      CLUSTER_DATABASE_HOST: "database.kofax-rpa.internal",
      CONFIGURE_STATE: join(standIns.folder, "state"),
      CONFIGURE_RETRY_SECONDS: "0.05",
      CONFIGURE_STEP_SECONDS: "20",
      TMPDIR: standIns.work,
      ARCHIVE: join(standIns.folder, "Backup.zip"),
      ...environment,
    },
  });

const sql = (query: string) => postgres.query({ ...postgres.superuser, database: `console${databases}` }, query);
const steps = (output: string) =>
  output.split("\n").flatMap((line) => /^\[management-console\] step (.*)$/.exec(line)?.[1] ?? []);

/** Answers requests of one kind with a status, so many times. */
const refuse = (request: string, status: number, times = Number.POSITIVE_INFINITY) => {
  let left = times;
  mc.intercept = (asked, response) => {
    if (asked !== request || left-- <= 0) return false;
    response.writeHead(status).end();
    return true;
  };
};

describePostgres("the configure script", () => {
  beforeAll(async () => {
    postgres = await PostgresServer.make();
    await postgres.start();
  });
  afterAll(() => postgres.clear());

  beforeEach(async () => {
    databases += 1;
    await postgres.query(postgres.superuser, `create database console${databases} template template0`);
    standIns = new StandIns();
    standIns.program("aws", AWS);
    // Debian's own is a script in Perl that looks for the newest one.
    standIns.program("psql", `#!/bin/sh\nexec ${join(programs!, "psql")} "$@"\n`);
    writeFileSync(join(standIns.folder, "Backup.zip"), zipped(ARCHIVE));
    mc = new FakeConsole();
    await mc.start();
  });
  afterEach(async () => {
    standIns.clear();
    await mc.stop();
  });

  /** Configures a new console and forgets what was asked on the way. */
  async function configured(): Promise<void> {
    const run = start();
    expect([await run.ended, run.output()]).toEqual([0, expect.stringContaining("configured")]);
    mc.requests.length = 0;
  }

  test("configures a new console, step by step", async () => {
    const run = start();
    expect([await run.ended, steps(run.output())]).toEqual([0, STEPS]);
    expect(mc.restores).toBe(1);
    expect([...mc.groups].sort()).toEqual([...GROUPS].sort());
    expect(mc.users).toEqual({
      admin: { password: expect.stringMatching(/^\{bcrypt\}/), groups: [] },
      dev: {
        password: PASSWORDS.DEV_PASSWORD,
        groups: ["RPA Administrators", "Developers", "KappletAdmins", "KappletUsers"],
      },
      roboserver: { password: PASSWORDS.ROBOSERVER_MC_PASSWORD, groups: ["Roboservers"] },
      synch: { password: PASSWORDS.SYNCH_MC_PASSWORD, groups: ["Synchronizers"] },
    });
    expect(mc.clusterHost).toBe("database.kofax-rpa.internal:5432");
    expect(JSON.parse(mc.bodies["PUT /api/mc/cluster/applyClusterSettings"]!)).toEqual({
      clusterId: "17",
      applyMode: "FINISH_SCHEDULES",
    });
    expect(mc.queued).toEqual(["Tutorials/NewsMagazine.robot"]);
    expect(state()).toBe("done");
    expect(run.output()).toMatch(/\[management-console\] configured\n$/);
  });

  test("a replaced task leaves users, robots, schedules and settings of a persistent database as they are", async () => {
    await configured();
    mc.users["a person"] = { password: "own", groups: ["Developers"] };
    mc.groups.push("A new group");
    const before = structuredClone({ users: mc.users, groups: mc.groups, host: mc.clusterHost });
    const run = start();
    expect(await run.ended).toBe(0);
    expect({ users: mc.users, groups: mc.groups, host: mc.clusterHost }).toEqual(before);
    expect(mc.requests.filter((request) => !request.startsWith("GET "))).toEqual([]);
    expect(mc.queued).toHaveLength(1);
    expect(run.calls()).toEqual([]);
    expect(run.output()).toContain("this database was restored before: it is left as it is");
    expect(state()).toBe("done");
  });

  test("restores into a new database, whatever was restored elsewhere before", async () => {
    await configured();
    databases += 1;
    await postgres.query(postgres.superuser, `create database console${databases} template template0`);
    mc.users = { admin: { password: "admin", groups: [] } };
    mc.groups = [];
    expect(await start().ended).toBe(0);
    expect(mc.restores).toBe(2);
  });

  test("never restores over a database that has users but no sign", async () => {
    mc.users["somebody"] = { password: "own", groups: [] };
    const run = start();
    expect(await run.ended).toBe(1);
    expect(mc.restores).toBe(0);
    expect(state()).toMatch(/^failed check that the database is unused: the database has 2 users and no sign/);
  });

  test("never restores while the database does not tell whether it was restored", async () => {
    await configured();
    const run = start({ CONTEXT_RESOURCE_PASSWORD: "wrong", CONFIGURE_STEP_SECONDS: "1" });
    expect(await run.ended).toBe(1);
    expect(mc.restores).toBe(1);
    expect(state()).toMatch(/^failed look for an earlier restore: database .*password authentication failed/);
  });

  test("waits for a server that starts slowly", async () => {
    mc.startsAfter = 3;
    const run = start();
    expect(await run.ended).toBe(0);
    expect(run.output()).toContain("waiting: GET /Ping answered 503");
    expect(mc.restores).toBe(1);
  });

  test("gives up at its limit when the server does not start", async () => {
    mc.startsAfter = 10_000;
    const run = start({ CONFIGURE_START_SECONDS: "1" });
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain("step wait for the server failed: GET /Ping answered 503");
    expect(state()).toBe("failed wait for the server: GET /Ping answered 503");
    expect(mc.requests).toEqual([]);
  });

  test("adds nobody while the restore is still in progress", async () => {
    mc.restoreTakes = 5;
    const run = start();
    expect(await run.ended).toBe(0);
    expect(run.output()).toContain("waiting: the console has 2 users");
    const listed = mc.requests.slice(mc.requests.indexOf(RESTORE), mc.requests.indexOf(ADD));
    expect(listed.filter((request) => request.endsWith("user/page")).length).toBeGreaterThan(2);
    expect(mc.restores).toBe(1);
  });

  test("repeats a restore that is refused at first", async () => {
    refuse(RESTORE, 500, 2);
    const run = start();
    expect(await run.ended).toBe(0);
    expect(run.output().match(/waiting: POST \/secure\/Restore answered 500/g)).toHaveLength(1);
    expect(mc.restores).toBe(1);
  });

  test("a restore that fails adds nobody, and the next task tries again", async () => {
    refuse(RESTORE, 500);
    const failed = start({ CONFIGURE_STEP_SECONDS: "1" });
    expect(await failed.ended).toBe(1);
    expect(state()).toBe("failed restore backup: POST /secure/Restore answered 500");
    expect(mc.requests).not.toContain(ADD);
    mc.intercept = () => false;
    expect(await start().ended).toBe(0);
    expect(mc.restores).toBe(1);
  });

  test("a restore without all groups is not taken for one", async () => {
    mc.restoreTakes = 10_000;
    const run = start({ CONFIGURE_STEP_SECONDS: "1" });
    expect(await run.ended).toBe(1);
    expect(state()).toMatch(/^failed wait for users and groups: the console has 2 users and 1 groups/);
    expect(await sql("select count(*) from drydock_done")).toBe("0");
  });

  test("a backup that cannot be fetched fails with its address and AWS's words", async () => {
    standIns.program("aws", "#!/bin/sh\necho 'Access Denied' >&2\nexit 1\n");
    const run = start({ CONFIGURE_STEP_SECONDS: "1" });
    expect(await run.ended).toBe(1);
    expect(state()).toBe("failed fetch backup: s3://a-bucket/Backup.zip: Access Denied");
  });

  test("nobody can sign in with a new console's password from the first sign-in on", async () => {
    const seen: [request: string, password: string][] = [];
    mc.intercept = (request) => {
      seen.push([request, mc.users["admin"]!.password]);
      return false;
    };
    expect(await start().ended).toBe(0);
    const changed = seen.findIndex(([, password]) => password !== "admin");
    expect(seen.slice(0, changed).filter(([request]) => !request.startsWith("GET "))).toEqual([
      ["PUT /api/mc/user/resetPassword", "admin"],
    ]);
    expect(seen.slice(changed).map(([request]) => request)).toContain(RESTORE);
    expect(seen.slice(changed).filter(([, password]) => ["admin", ""].includes(password))).toEqual([]);
  });

  test("the administrator's password is in the archive before it is restored, so that a restore changes nothing of it", async () => {
    expect(await start().ended).toBe(0);
    expect(mc.requests.filter((request) => request === "PUT /api/mc/user/resetPassword")).toHaveLength(1);
    const login = (password: string) =>
      fetch(`${mc.url}/api/mc/misc/getVersion`, {
        headers: { authorization: `Basic ${Buffer.from(`admin:${password}`).toString("base64")}` },
      });
    expect((await login(PASSWORDS.MC_ADMIN_PASSWORD)).status).toBe(200);
    expect((await login("admin")).status).toBe(401);
    expect((await login("")).status).toBe(401);
  });

  test.each([
    ["no password hash", "<passwordHash/>", ""],
    ["a password hash of its own", "<passwordHash/>", "<passwordHash>{bcrypt}x</passwordHash>"],
    ["two users", "<passwordHash/>", "<passwordHash/><passwordHash/>"],
  ])("an archive with %s is not restored", async (_, old, now) => {
    const changed = new Map(ARCHIVE).set(
      "global.xml",
      Buffer.from(ARCHIVE.get("global.xml")!.toString().replace(old, now)),
    );
    writeFileSync(join(standIns.folder, "Backup.zip"), zipped(changed));
    expect(await start().ended).toBe(1);
    expect(mc.restores).toBe(0);
    expect(state()).toMatch(/^failed prepare backup: s3:.*global.xml has \d empty <passwordHash\/>, and must have one/);
  });

  test("a file that is no archive is not restored", async () => {
    writeFileSync(join(standIns.folder, "Backup.zip"), "no archive");
    expect(await start().ended).toBe(1);
    expect(state()).toMatch(/^failed prepare backup: s3:\/\/a-bucket\/Backup.zip: /);
  });

  test("what the environment sets wins over the backup, and no password reaches it as plain text", async () => {
    expect(await start(SETTINGS).ended).toBe(0);
    expect(mc.options).toMatchObject({
      LOGDB_HOST: "logs.kofax-rpa.internal:5432",
      LOGDB_SCHEMA: "logs",
      BASE_URL: "https://rpa.example.org/?a=1&amp;b=&lt;2&gt;",
      DOCUMENTATION_BASE_URL: expect.stringContaining("https://"),
    });
    // Left out, so that the console takes it from the environment, as the default of a setting it does not have.
    expect(mc.options).not.toHaveProperty("LOGDB_PASSWORD");
    expect(mc.bodies[RESTORE]).not.toContain("log & secret");
  });

  test("gives the cluster's database its password, and another one when there is another", async () => {
    expect(await start({ CLUSTER_DATABASE_PASSWORD: "robot data's secret" }).ended).toBe(0);
    expect(mc.clusterPassword).toBe("robot data's secret");
    mc.requests.length = 0;
    expect(await start({ CLUSTER_DATABASE_PASSWORD: "robot data's secret" }).ended).toBe(0);
    expect(mc.requests.filter((request) => request.startsWith("PUT "))).toEqual([]);
    expect(await start({ CLUSTER_DATABASE_PASSWORD: "another" }).ended).toBe(0);
    expect(mc.clusterPassword).toBe("another");
    expect(await sql("select string_agg(name, ' ') from drydock_done")).not.toMatch(/secret|another/);
  });

  test("with LDAP it adds nobody, and waits for the users that the directory must have", async () => {
    const ldap = { LOGIN_USE_LDAP: "true", DEV_NAME: "", CONFIGURE_STEP_SECONDS: "2" };
    const run = start(ldap);
    expect(await run.ended).toBe(1);
    expect(state()).toBe(
      "failed add user roboserver: the directory (LOGIN_USE_LDAP) has no user roboserver with ROBOSERVER_MC_PASSWORD: add it there, in the group Roboservers",
    );
    mc.users["roboserver"] = { password: PASSWORDS.ROBOSERVER_MC_PASSWORD, groups: [] };
    mc.users["synch"] = { password: PASSWORDS.SYNCH_MC_PASSWORD, groups: [] };
    expect(await start({ ...ldap, CONFIGURE_STEP_SECONDS: "20" }).ended).toBe(0);
    expect(mc.requests).not.toContain(ADD);
    expect(mc.restores).toBe(1);
  });

  test("a console that goes away half-way is waited for", async () => {
    mc.intercept = (asked) => {
      if (asked !== ADD) return false;
      mc.intercept = () => false;
      void mc.stop();
      return true;
    };
    const run = start();
    await until(() => run.output().includes("waiting: no answer to POST /api/mc/user/add"), "the console is gone");
    await mc.start();
    expect(await run.ended).toBe(0);
    expect(Object.keys(mc.users)).toEqual(["admin", "dev", "roboserver", "synch"]);
  });

  test("a task that ended half-way is finished by the next without another restore", async () => {
    refuse("PUT /api/mc/cluster/applyClusterSettings", 500);
    expect(await start({ CONFIGURE_STEP_SECONDS: "1" }).ended).toBe(1);
    expect(state()).toMatch(/^failed correct cluster database: /);
    mc.intercept = () => false;
    mc.requests.length = 0;
    expect(await start().ended).toBe(0);
    expect(mc.restores).toBe(1);
    expect(mc.requests).toContain("PUT /api/mc/cluster/applyClusterSettings");
    expect(mc.requests).not.toContain(ADD);
  });

  test("copes with an administrator's password that was already changed to ours", async () => {
    mc.users["admin"] = { password: PASSWORDS.MC_ADMIN_PASSWORD, groups: [] };
    expect(await start().ended).toBe(0);
    expect(mc.requests).not.toContain("PUT /api/mc/user/resetPassword");
  });

  test("fails when the administrator's password is neither ours nor a new console's", async () => {
    await configured();
    mc.users["admin"] = { password: "changed by hand", groups: [] };
    const run = start({ CONFIGURE_STEP_SECONDS: "1" });
    expect(await run.ended).toBe(1);
    expect(mc.restores).toBe(1);
    expect(state()).toMatch(/^failed sign in as admin: the console accepts neither MC_ADMIN_PASSWORD nor/);
  });

  test("leaves a user that is there with another password, and says so", async () => {
    await configured();
    mc.users["roboserver"] = { password: "by hand", groups: ["Roboservers"] };
    const run = start();
    expect(await run.ended).toBe(0);
    expect(mc.users["roboserver"]!.password).toBe("by hand");
    expect(run.output()).toContain(
      "the user roboserver is there with a password other than ROBOSERVER_MC_PASSWORD: it is left as it is",
    );
  });

  test("adds the RoboServers' user again, but not a developer whom an operator removed", async () => {
    await configured();
    delete mc.users["roboserver"];
    delete mc.users["dev"];
    expect(await start().ended).toBe(0);
    expect(Object.keys(mc.users).sort()).toEqual(["admin", "roboserver", "synch"]);
  });

  test("fails when a user cannot be added", async () => {
    refuse(ADD, 400);
    expect(await start({ CONFIGURE_STEP_SECONDS: "1" }).ended).toBe(1);
    expect(state()).toBe("failed add user dev: POST /api/mc/user/add answered 400");
  });

  test("developer and synchronizer are added only when they are named; the host comes from the console's database", async () => {
    expect(await start({ DEV_NAME: "", SYNCH_MC_USERNAME: "", CLUSTER_DATABASE_HOST: "" }).ended).toBe(0);
    expect(Object.keys(mc.users)).toEqual(["admin", "roboserver"]);
    expect(mc.clusterHost).toBe("127.0.0.1:5432");
  });

  test("follows a database that has moved to another host", async () => {
    await configured();
    expect(await start({ CLUSTER_DATABASE_HOST: "new.kofax-rpa.internal" }).ended).toBe(0);
    expect(mc.clusterHost).toBe("new.kofax-rpa.internal:5432");
  });

  test("shows no password in the log, the state or arguments, and leaves no file behind", async () => {
    for (const program of ["curl", "jq", "psql", "unzip", "zip", "sha256sum"]) {
      standIns.program(program, `#!/bin/sh\necho "$$ ${program} $*" >> "$CALLS"\nexec /usr/bin/${program} "$@"\n`);
    }
    const run = start();
    expect(await run.ended).toBe(0);
    const seen = run.calls().join("\n") + run.output() + state();
    expect(seen).toContain("psql ");
    expect(seen).toContain("/api/mc/user/resetPassword");
    for (const password of [...Object.values(PASSWORDS), postgres.superuser.password]) {
      expect(seen).not.toContain(password);
    }
    expect(readdirSync(standIns.work)).toEqual([]);
  });
});
