import { type ChildProcess, execFile, execFileSync, spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Login } from "./postgres-server";

const START_SECONDS = 30;
const SERVER = "/usr/sbin/mariadbd";

/** Ends the server when standard input ends, as it does when the test's process dies, however it dies. */
const GUARD = `
folder=$1
shift
"$@" &
read -r keep
kill -KILL "$!"
wait "$!" 2>/dev/null
[ "$keep" = keep ] || rm -rf "$folder"
`;

/** Describe what needs MariaDB: skipped, visibly, where it is not installed; run in any case in CI. */
export const describeMysql = process.env["CI"] || existsSync(SERVER) ? describe : describe.skip;

/** A real MariaDB, which speaks MySQL's protocol and SQL, on a free port of 127.0.0.1, with TLS. */
export class MysqlServer {
  private guard: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly folder: string,
  ) {}

  /** Makes a server that does not run yet. */
  static async make(): Promise<MysqlServer> {
    if (!existsSync(SERVER)) throw new Error("MariaDB is not installed; on Debian, apt-get install mariadb-server");
    const server = new MysqlServer(await freePort(), mkdtempSync(join(tmpdir(), "mysql-")));
    const run = (file: string, ...args: string[]) => execFileSync(file, args, { stdio: ["ignore", "ignore", "pipe"] });
    const install = [
      "--no-defaults",
      "--auth-root-authentication-method=normal",
      "--skip-test-db",
      "--skip-name-resolve",
    ];
    run("mariadb-install-db", ...install, `--datadir=${server.path("data")}`, ...server.asUser);
    const certificate = ["-keyout", server.path("key.pem"), "-out", server.path("certificate.pem")];
    run("openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-subj", "/CN=127.0.0.1", ...certificate);
    return server;
  }

  /** Starts the server and waits until it answers. */
  async start(): Promise<void> {
    const log = openSync(this.path("log"), "a");
    const options = [
      "--no-defaults",
      ...this.asUser,
      `--datadir=${this.path("data")}`,
      `--socket=${this.path("socket")}`,
      `--pid-file=${this.path("pid")}`,
      `--port=${this.port}`,
      "--bind-address=127.0.0.1",
      `--ssl-cert=${this.path("certificate.pem")}`,
      `--ssl-key=${this.path("key.pem")}`,
      "--skip-name-resolve",
      "--innodb-flush-log-at-trx-commit=0",
      "--innodb-buffer-pool-size=16M",
    ];
    this.guard = spawn("/bin/sh", ["-c", GUARD, "guard", this.folder, SERVER, ...options], {
      detached: true,
      stdio: ["pipe", log, log],
    });
    closeSync(log);
    const deadline = Date.now() + START_SECONDS * 1000;
    while (!this.answers()) {
      if (Date.now() > deadline) throw new Error(`MariaDB does not start: ${readFileSync(this.path("log"), "utf8")}`);
      await sleep(100);
    }
  }

  /** Stops the server and keeps its data. */
  async stop(): Promise<void> {
    const guard = this.guard;
    if (!guard) return;
    this.guard = undefined;
    const ended = new Promise((resolve) => guard.once("exit", resolve));
    guard.stdin!.end("keep\n");
    await ended;
  }

  /** Stops the server and removes its data. */
  async clear(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }

  /** Where root finds the server. */
  get socket(): string {
    return this.path("socket");
  }

  /** Runs SQL as somebody and returns the rows, one a line; a refusal is an error that says why. */
  async query({ user, password, database }: Login, sql: string): Promise<string> {
    const where = ["--protocol=tcp", "--host=127.0.0.1", `--port=${this.port}`, `--user=${user}`, "--ssl"];
    const args = ["--no-defaults", "--batch", "--skip-column-names", ...where, "-e", sql, database];
    const { stdout } = await promisify(execFile)("mariadb", args, { env: { ...process.env, MYSQL_PWD: password } });
    return stdout.trim();
  }

  /** Runs SQL as root, which RDS keeps to itself. */
  asRoot(sql: string): string {
    const args = ["--no-defaults", "--batch", "--skip-column-names", `--socket=${this.path("socket")}`, "-u", "root"];
    return execFileSync("mariadb", [...args, "-e", sql], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  }

  private answers(): boolean {
    return (
      spawnSync("mariadb-admin", ["--no-defaults", `--socket=${this.path("socket")}`, "-u", "root", "ping"]).status ===
      0
    );
  }

  /** MariaDB refuses to run as root unless told to. */
  private get asUser(): string[] {
    return process.getuid?.() === 0 ? ["--user=root"] : [];
  }

  private path(name: string): string {
    return join(this.folder, name);
  }
}

async function freePort(): Promise<number> {
  const socket = createServer();
  await new Promise<void>((resolve) => socket.listen(0, "127.0.0.1", resolve));
  const { port } = socket.address() as { port: number };
  await new Promise((resolve) => socket.close(resolve));
  return port;
}
