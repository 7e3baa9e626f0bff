import { type ChildProcess, execFile, execFileSync, spawn, spawnSync } from "node:child_process";
import { appendFileSync, chownSync, existsSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "../free-port";
import { GuardedServer } from "../guarded-server";
import { has } from "../needs";

/** PostgreSQL refuses to run as root. */
const NOBODY = 65_534;
const AS_NOBODY = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/** Folder with PostgreSQL's programs: from PATH, else the newest of Debian's, else what pg_config says; or undefined. */
export const programs = [
  ...(process.env["PATH"] ?? "").split(delimiter),
  ...debianFolders(),
  spawnSync("pg_config", ["--bindir"], { encoding: "utf8" }).stdout?.trim() ?? "",
].find((folder) => ["initdb", "postgres", "psql", "pg_isready"].every((name) => existsSync(join(folder, name))));

/** Describe what needs PostgreSQL: skipped, visibly, where it or openssl is not installed; run in any case in CI. */
export const describePostgres = has("PostgreSQL", programs !== undefined && hasOpenssl()) ? describe : describe.skip;

/** Who asks, and where. */
export interface Login {
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** A real PostgreSQL on a free port of 127.0.0.1, with TLS and SCRAM passwords, that logs every statement. */
export class PostgresServer extends GuardedServer {
  /** A superuser, which RDS keeps to itself. */
  readonly superuser: Login = { user: "rdsadmin", password: "superuser's password", database: "postgres" };
  protected override readonly user = AS_NOBODY;
  protected override readonly signal = "QUIT";

  /** Makes a server that does not run yet. */
  static async make(): Promise<PostgresServer> {
    if (!programs) throw new Error("PostgreSQL is not installed; on Debian and Ubuntu, apt-get install postgresql");
    const server = new PostgresServer(await freePort(), mkdtempSync(join(tmpdir(), "postgres-")));
    if (AS_NOBODY.uid) chownSync(server.folder, NOBODY, NOBODY);
    const password = server.path("password");
    writeFileSync(password, `${server.superuser.password}\n`);
    const user = `--username=${server.superuser.user}`;
    server.run(join(programs, "initdb"), "--pgdata", server.data, user, `--pwfile=${password}`, ...INITDB);
    const certificate = ["-keyout", server.path("key.pem"), "-out", server.path("certificate.pem")];
    server.run("openssl", "req", ...CERTIFICATE, ...certificate);
    appendFileSync(join(server.data, "postgresql.conf"), server.settings);
    return server;
  }

  protected get command(): readonly string[] {
    return [join(programs!, "postgres"), "-D", this.data];
  }

  protected answers(): boolean {
    return spawnSync(join(programs!, "pg_isready"), ["-q", "-h", "127.0.0.1", "-p", String(this.port)]).status === 0;
  }

  /** Runs SQL and returns the rows, one a line, fields between bars; a refusal is an error that says why. */
  async query(login: Login, sql: string): Promise<string> {
    const env = {
      PGHOST: "127.0.0.1",
      PGPORT: String(this.port),
      PGUSER: login.user,
      PGPASSWORD: login.password,
      PGDATABASE: login.database,
    };
    const { stdout } = await promisify(execFile)(
      join(programs!, "psql"),
      ["-X", "-q", "-A", "-t", "-w", "-v", "ON_ERROR_STOP=1", "-c", sql],
      { env },
    );
    return stdout.trim();
  }

  private get data(): string {
    return this.path("data");
  }

  private get settings(): string {
    return `
      port = ${this.port}
      listen_addresses = '127.0.0.1'
      unix_socket_directories = ''
      ssl = on
      ssl_cert_file = '${this.path("certificate.pem")}'
      ssl_key_file = '${this.path("key.pem")}'
      log_statement = 'all'
      fsync = off
      shared_buffers = 16MB
    `;
  }

  private run(file: string, ...args: string[]): void {
    execFileSync(file, args, { ...AS_NOBODY, cwd: "/", stdio: ["ignore", "ignore", "pipe"] });
  }
}

/** A shell script that runs with PostgreSQL's programs where no file may grow, and without a terminal. */
export class ClientScript {
  readonly outcome: Promise<{ exitCode: number | null; output: string }>;
  private readonly child: ChildProcess;
  private output = "";

  constructor(script: string, variables: Record<string, string>) {
    const env = { PATH: [programs, process.env["PATH"]].join(delimiter), ...variables };
    const args = ["-c", 'ulimit -f 0; exec sh -c "$0"', script];
    this.child = spawn("/bin/sh", args, { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.setEncoding("utf8").on("data", (text) => {
        this.output += text;
      });
    }
    this.outcome = new Promise((resolve) =>
      this.child.once("close", (exitCode) => resolve({ exitCode, output: this.output })),
    );
  }

  /** Resolves when the script has printed the text; fails if it ends without. */
  async says(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      if (this.ended) throw new Error(`ended without "${text}": ${this.output}`);
      await sleep(20);
    }
  }

  /** Ends the script and what it has started, if it still runs. */
  end(): void {
    if (!this.ended) process.kill(-this.child.pid!, "SIGKILL");
  }

  private get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
}

const CERTIFICATE = "-x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -subj /CN=127.0.0.1".split(" ");
const INITDB = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"];

function hasOpenssl(): boolean {
  return spawnSync("openssl", ["version"]).status === 0;
}

function debianFolders(): string[] {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root) : [];
  return versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(root, version, "bin"));
}
