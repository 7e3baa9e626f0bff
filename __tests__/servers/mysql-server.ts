import { execFile, execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../free-port";
import { GuardedServer } from "../guarded-server";
import { has } from "../needs";
import type { Login } from "./postgres-server";

const SERVER = "/usr/sbin/mariadbd";

/** Describe what needs MariaDB: skipped, visibly, where it is not installed; run in any case in CI. */
export const describeMysql = has("MariaDB", existsSync(SERVER)) ? describe : describe.skip;

/** A real MariaDB, which speaks MySQL's protocol and SQL, on a free port of 127.0.0.1, with TLS. */
export class MysqlServer extends GuardedServer {
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

  protected get command(): readonly string[] {
    return [
      SERVER,
      "--no-defaults",
      ...this.asUser,
      `--datadir=${this.path("data")}`,
      `--socket=${this.socket}`,
      `--pid-file=${this.path("pid")}`,
      `--port=${this.port}`,
      "--bind-address=127.0.0.1",
      `--ssl-cert=${this.path("certificate.pem")}`,
      `--ssl-key=${this.path("key.pem")}`,
      "--skip-name-resolve",
      "--innodb-flush-log-at-trx-commit=0",
      "--innodb-buffer-pool-size=16M",
    ];
  }

  protected answers(): boolean {
    const ping = ["--no-defaults", `--socket=${this.socket}`, "-u", "root", "ping"];
    return spawnSync("mariadb-admin", ping).status === 0;
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
    const args = ["--no-defaults", "--batch", "--skip-column-names", `--socket=${this.socket}`, "-u", "root"];
    return execFileSync("mariadb", [...args, "-e", sql], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  }

  /** MariaDB refuses to run as root unless told to. */
  private get asUser(): string[] {
    return process.getuid?.() === 0 ? ["--user=root"] : [];
  }
}
