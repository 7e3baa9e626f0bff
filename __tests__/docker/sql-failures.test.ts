import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describeMysql, MysqlServer } from "../servers/mysql-server";
import { describePostgres, PostgresServer, programs } from "../servers/postgres-server";

const ROOT = join(__dirname, "../..");
const MYSQL = "docker/drydock/tenant-databases/mysql.sh";
const POSTGRES = "docker/drydock/tenant-databases/postgres.sh";
const CLONE = "docker/drydock/clone/clone.sh";
const CONSOLE = "docker/kofax-rpa/management-console/database.sh";

/** Every file that runs SQL, and where a failing statement of it is tried. */
const TRIED: Record<string, string> = {
  [MYSQL]: "here",
  [POSTGRES]: "here",
  [CLONE]: "here",
  [CONSOLE]: "here",
  "kinds/database/engines/mysql-dialect.ts": "__tests__/commands/compose/extra-databases.test.ts",
  "kinds/database/engines/postgresql.ts": "__tests__/commands/compose/extra-databases.test.ts",
};

/** What shows that a file runs SQL: a client with an option, the image's own function, or a statement with a password. */
const RUNS_SQL = /\b(mariadb|mysql|psql) +("?\$\w+"? +)*-|docker_process_sql|IDENTIFIED BY|\bPASSWORD :?'/;
/** Files that only name such a client, in what they print or describe. */
const NAMES_ONLY = ["kinds/database/engines/mariadb.ts"];

function filesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name !== "node_modules" && !name.endsWith(".md"))
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(join(ROOT, path)).isDirectory() ? filesOf(path) : [path]));
}

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

it("tries a failing statement of every file that runs SQL", () => {
  const found = ["aws", "backup", "commands", "docker", "emulator", "kinds", "modules", "stacks"]
    .flatMap(filesOf)
    .filter((path) => RUNS_SQL.test(read(path)) && !NAMES_ONLY.includes(path));
  expect(found.sort()).toEqual(Object.keys(TRIED).sort());
  for (const [path, where] of Object.entries(TRIED)) {
    if (where !== "here") expect(read(where)).toContain("S3CRET");
    else expect(statements(path).length).toBeGreaterThan(0);
  }
});

it("reads what MySQL says of a failure by one program, wherever that is", () => {
  const program = (path: string) => /^mysql_reason\(\) \{\n(.*\n)+?\}\n/m.exec(read(path))?.[0];
  expect(program(MYSQL)).toBeDefined();
  const users = Object.keys(TRIED).filter((path) => /\bmariadb +-/.test(read(path)));
  for (const path of users) expect(program(path)).toBe(program(MYSQL));
});

it("shows no command of a script that knows secrets", () => {
  const shell = filesOf("docker").filter((path) => path.endsWith(".sh"));
  const traces = /\bset (-\w*[xv]|-o (xtrace|verbose))|\bsh -\w*[xv]|\bcurl\b.*(--verbose|--trace| -\w*v)/;
  expect(shell.filter((path) => traces.test(read(path)))).toEqual([]);
});

/** The lines with which the statements of a script begin. */
function statements(path: string): string[] {
  const begins = /^ *(set|select|create|alter|grant|revoke|reset|insert|update|delete|drop|call) .*/gim;
  const text = read(path).replace(/^#.*$/gm, "");
  return [...new Set([...text.matchAll(begins)].map(([line]) => line.trim()))].filter(
    (line) => !line.startsWith("set -"),
  );
}

/** A client that makes one statement of its input one that no server understands; which one, $BREAK says. */
const BREAKING = (real: string) => `#!/bin/sh
case "$*" in
  *" ping"*) exec ${real} "$@" ;;
esac
BREAK="$BREAK" awk 'BEGIN { begin = ENVIRON["BREAK"] }
  { line = $0; sub(/^ */, "", line) } begin != "" && index(line, begin) == 1 { $0 = "BROKEN " line } { print }' |
  ${real} "$@"
`;

/** How the statements of a script begin, as far as a shell puts in no variables. */
function beginnings(path: string): string[] {
  return [...new Set(statements(path).map((line) => /^[^$'"`]*/.exec(line)![0]))];
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sql-failures-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), 0o755);
}

const real = (name: string) =>
  execFileSync("sh", ["-c", `command -v ${name}`], {
    encoding: "utf8",
    env: { PATH: [programs, process.env["PATH"]].join(delimiter) },
  }).trim();

/** Runs a program to its end; what it printed, on either stream. */
function run(command: readonly string[], variables: Record<string, string>): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(command[0]!, command.slice(1), {
    env: { PATH: [folder, programs, process.env["PATH"]].join(delimiter), TMPDIR: folder, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    // A program that asks a terminal would wait for ever.
    timeout: 60_000,
  });
  return { status, output: stdout + stderr };
}

/** A password with what quotes and escapes make of one, and without. */
const SECRETS = ["S3CRET-plain", `S3CRET's "odd" \\ $x \``];

jest.setTimeout(300_000);

describeMysql("a failing statement in MySQL", () => {
  let server: MysqlServer;
  let log: string;
  beforeAll(async () => {
    server = await MysqlServer.make();
    await server.start();
    log = join(server.socket, "../general.log");
    server.asRoot(`SET GLOBAL general_log_file = '${log}'; SET GLOBAL general_log = ON;
      CREATE USER admin@'%' IDENTIFIED BY 'master-S3CRET'; GRANT ALL ON *.* TO admin@'%' WITH GRANT OPTION;
      CREATE USER weak@'%' IDENTIFIED BY 'master-S3CRET'; GRANT SELECT ON *.* TO weak@'%'`);
    server.asRoot("DELETE FROM mysql.global_priv WHERE user IN ('root', '') AND host <> 'localhost'; FLUSH PRIVILEGES");
    writeFileSync(log, "");
  });
  afterAll(() => server?.clear());
  // A clone locks everybody but its master out.
  afterEach(async () => {
    const admin = { user: "admin", password: "master-S3CRET", database: "mysql" };
    await server.query(admin, "ALTER USER root@localhost ACCOUNT UNLOCK");
  });

  const made = (changes: Record<string, string>) => {
    program("mariadb", BREAKING(real("mariadb")));
    return run(["sh", join(ROOT, MYSQL)], {
      SERVER_HOST: "127.0.0.1",
      SERVER_PORT: String(server.port),
      SERVER_USER: "admin",
      SERVER_PASSWORD: "master-S3CRET",
      DATABASE: "acme",
      DATABASE_USER: "acme",
      DATABASE_PASSWORD: SECRETS[0]!,
      TRIES: "2",
      PAUSE: "0.1",
      ...changes,
    });
  };

  const lines = beginnings(MYSQL);
  it.each(lines.flatMap((line) => SECRETS.map((secret) => [line, secret] as const)))(
    "prints and logs no password when `%s` fails",
    (line, secret) => {
      const { status, output } = made({ BREAK: line, DATABASE_PASSWORD: secret });
      expect([status === 0, output]).toEqual([false, expect.stringMatching(/ERROR 1064 \(42000\)/)]);
      expect(output).not.toMatch(/S3CRET|BROKEN/);
      expect(readFileSync(log, "utf8")).not.toContain("S3CRET");
    },
  );

  it("prints no password of a user that may not be made, and says why", () => {
    const { output } = made({ SERVER_USER: "weak" });
    expect(output).toContain("Access denied; you need (at least one of) the CREATE USER privilege(s)");
    expect(output).not.toContain("S3CRET");
  });

  it("prints no password that the server refuses, nor the statement that Oracle's MySQL is given", () => {
    // It says that it is one, and keeps a rule for passwords, which MariaDB's plugin stands in for.
    program("oracle", BREAKING(real("mariadb")));
    server.asRoot("INSTALL SONAME 'simple_password_check'");
    try {
      program("mariadb", `#!/bin/bash\nset -o pipefail\n${join(folder, "oracle")} "$@" | sed '/^MariaDB$/d'\n`);
      const output = run(["sh", join(ROOT, MYSQL)], {
        SERVER_HOST: "127.0.0.1",
        SERVER_PORT: String(server.port),
        SERVER_USER: "admin",
        SERVER_PASSWORD: "master-S3CRET",
        DATABASE: "bravo",
        DATABASE_USER: "bravo",
        DATABASE_PASSWORD: "s3cret-s3cret",
        BREAK: "",
        TRIES: "1",
      }).output;
      expect(output).toContain("ERROR 1819 (HY000)");
      expect(output).not.toContain("s3cret-s3cret");
    } finally {
      server.asRoot("UNINSTALL SONAME 'simple_password_check'");
    }
  });

  /** The AWS that a run of the clone asks, in short. */
  const AWS = `#!/bin/sh
case "$*" in
  *get-secret-value*) echo '{"cluster":"","password":"old-S3CRET"}' ;;
  *get-random-password*) echo master-S3CRET ;;
  *"[Engine"*) echo "aurora-mysql subnets parameters sg-1" ;;
  *MasterUsername*) echo "admin 127.0.0.1 $PORT" ;;
  *DBInstanceIdentifier==*|*DBClusterIdentifier==*) echo available ;;
  *"s3 cp"*) for last; do :; done; cp "$MASK_FILE" "$last" ;;
esac
`;
  const cloned = (mask: string, broken = "") => {
    program("mariadb", BREAKING(real("mariadb")));
    program("aws", AWS);
    writeFileSync(join(folder, "mask.sql"), mask);
    return run([join(ROOT, CLONE)], {
      SOURCE: "live",
      TEST: "test",
      LOGIN: "login",
      INSTANCE: "db.t4g.medium",
      MASK: "s3://setup/mask.sql",
      MASK_FILE: join(folder, "mask.sql"),
      PORT: String(server.port),
      TRIES: "1",
      PAUSE: "0",
      BREAK: broken,
    });
  };

  it.each(beginnings(CLONE))("prints no password when `%s` of the clone fails", (line) => {
    const { status, output } = cloned("SELECT 1;", line);
    expect(status).not.toBe(0);
    expect(output).not.toMatch(/S3CRET|BROKEN/);
  });

  it.each([
    ["a password", "ALTER USER nobody@'%' IDENTIFIED BY 'S3CRET';", "ERROR 1396 (HY000) at line 1"],
    ["what it does not understand", "UPDATE shop.people SETS email = 'S3CRET';", "ERROR 1064 (42000) at line 1"],
    ["a row of the live database", "CALL shop.twice();", "ERROR 1062 (23000) at line 1: Duplicate entry (not shown)"],
  ])("prints nothing of %s in a mask that fails, but where", (_what, mask, said) => {
    server.asRoot(`CREATE DATABASE IF NOT EXISTS shop; CREATE OR REPLACE TABLE shop.people (email VARCHAR(50) UNIQUE);
      CREATE OR REPLACE PROCEDURE shop.twice() INSERT INTO shop.people VALUES ('ann-S3CRET'), ('ann-S3CRET')`);
    const { status, output } = cloned(mask);
    expect([status === 0, output]).toEqual([false, expect.stringContaining(said)]);
    expect(output).not.toContain("S3CRET");
  });

  it("says which name a mask has wrong", () => {
    const { output } = cloned("SELECT 1;\nUPDATE shop.people SET mail = 1;");
    expect(output).toContain("ERROR 1054 (42S22) at line 2: Unknown column 'mail'");
  });
});

describePostgres("a failing statement in PostgreSQL", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.make();
    await server.start();
    await server.query(server.superuser, "CREATE ROLE master LOGIN CREATEROLE CREATEDB PASSWORD 'a word'");
    await server.query(server.superuser, "CREATE DATABASE main OWNER master");
  });
  afterAll(() => server?.clear());

  const variables = (changes: Record<string, string> = {}) => ({
    SERVER_HOST: "127.0.0.1",
    SERVER_PORT: String(server.port),
    SERVER_DATABASE: "main",
    SERVER_USER: "master",
    SERVER_PASSWORD: "a word",
    DATABASE: "acme",
    DATABASE_USER: "acme",
    DATABASE_PASSWORD: "S3CRET",
    TRIES: "2",
    PAUSE: "0.1",
    ...changes,
  });

  it.each(beginnings(POSTGRES))("prints and logs no password when `%s` fails", (line) => {
    program("psql", BREAKING(real("psql")));
    const { status, output } = run(["sh", join(ROOT, POSTGRES)], variables({ BREAK: line }));
    expect([status, output]).toEqual([3, expect.stringContaining("ERROR:")]);
    expect(output).not.toMatch(/S3CRET|LINE \d/);
    expect(server.log()).not.toContain("S3CRET");
  });

  it("takes no password for a statement where there is a terminal", async () => {
    // An operator who runs it by hand has one, and psql would ask there.
    const command = `sh ${join(ROOT, POSTGRES)}`;
    const { output } = run(["script", "--quiet", "--return", "--command", command, "/dev/null"], variables());
    expect(output).toContain('the password of "acme" is set');
    expect(output + server.log()).not.toContain("S3CRET");
    const login = { user: "acme", password: "S3CRET", database: "acme" };
    expect(await server.query(login, "SELECT 1")).toBe("1");
  });

  const consoleLines = beginnings(CONSOLE);
  it.each(consoleLines)("prints no password when `%s` of the console fails", (line) => {
    program("psql", BREAKING(real("psql")));
    const script = `set -eu; . ${join(ROOT, CONSOLE)}; look_for a && remember a || echo "$reason"`;
    const { output } = run(["sh", "-c", script], {
      CONTEXT_RESOURCE_URL: `jdbc:postgresql://127.0.0.1:${server.port}/main?password=S3CRET`,
      CONTEXT_RESOURCE_USERNAME: "master",
      CONTEXT_RESOURCE_PASSWORD: "a word",
      BREAK: line,
    });
    expect(output).toMatch(/^database on 127\.0\.0\.1: ERROR: {2}syntax error at or near "BROKEN" at character \d+\n$/);
  });
});
