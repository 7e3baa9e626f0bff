import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type Emulator, startEmulator } from "../../emulator/emulator";
import { has } from "../../needs";
import { describeMysql, MysqlServer } from "../../servers/mysql-server";
import { describePostgres, PostgresServer, programs } from "../../servers/postgres-server";
import { AWS, writeAws } from "../aws-cli";
import { testDockerfile } from "../dockerfile-promises";

const FOLDER = join(__dirname, "../../../docker/drydock/tenant-databases");
const JQ = spawnSync("sh", ["-c", "command -v jq"]).status === 0;
const MASTER = "the master's password";

// A run calls the AWS CLI several times.
jest.setTimeout(300_000);

describe("the Dockerfile of tenant-databases", () => {
  testDockerfile(join(FOLDER, "Dockerfile"), { platform: "linux/amd64" });
});

if (process.env["CI"] && !(AWS && JQ)) {
  test("the AWS CLI and jq are installed", () => {
    throw new Error("databases of tenants are made with the AWS CLI and jq, which are not on PATH");
  });
}

/** Folder of the AWS CLI. */
let awsFolder: string;

type Outcome = Pick<SpawnSyncReturns<string>, "status" | "stdout">;

/** A bucket with entries and secrets of tenants, and the program that makes their databases. */
class Tenants {
  private readonly s3: S3Client;
  private readonly secrets: SecretsManagerClient;

  constructor(
    private readonly emulator: Emulator,
    private readonly engine: string,
    private readonly server: Record<string, string>,
  ) {
    this.s3 = new S3Client({ ...emulator.client(), forcePathStyle: true });
    this.secrets = new SecretsManagerClient(emulator.client());
  }

  /** Makes the bucket. */
  async begin(): Promise<void> {
    await this.s3.send(new CreateBucketCommand({ Bucket: `${this.engine}-tenants` }));
  }

  /** Writes the entry and the secret of a tenant, as the data layer does. */
  async add(tenant: string, password: string, { state = "active", user = tenant } = {}): Promise<void> {
    const secret = `shop/prod/${this.engine}/${tenant}`;
    await this.put(tenant, JSON.stringify({ tenant, state, secret, bucket: "any", settings: {} }));
    const login = { engine: this.engine, host: "elsewhere", port: "1", dbname: tenant, username: user, password };
    await this.secrets.send(new CreateSecretCommand({ Name: secret, SecretString: JSON.stringify(login) }));
  }

  /** Writes an entry. */
  async put(tenant: string, Body: string): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket: `${this.engine}-tenants`, Key: `${tenant}.json`, Body }));
  }

  /** Gives a tenant's user another password. */
  async change(tenant: string, password: string): Promise<void> {
    const login = { engine: this.engine, dbname: tenant, username: tenant, password };
    const SecretId = `shop/prod/${this.engine}/${tenant}`;
    await this.secrets.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(login) }));
  }

  /** Runs the program as ECS does, where no file may be written. */
  run(...names: string[]): Promise<Outcome> {
    const { endpoint, region, credentials } = this.emulator.client();
    const child = spawn("/bin/sh", ["-c", 'ulimit -f 0; exec "$0" "$@"', join(FOLDER, "entrypoint.sh"), ...names], {
      env: {
        PATH: `${awsFolder}:${programs ?? ""}:${process.env["PATH"]}`,
        HOME: process.env["HOME"],
        AWS_ENDPOINT_URL: endpoint,
        AWS_DEFAULT_REGION: region,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        TENANTS: `${this.engine}-tenants`,
        TRIES: "2",
        PAUSE: "0.1",
        ...this.server,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (stdout += text));
    return new Promise((resolve) => child.once("close", (status) => resolve({ status, stdout })));
  }
}

const describeAws = [has("the AWS CLI", AWS !== ""), has("jq", JQ)].every(Boolean) ? describe : describe.skip;

describeAws("tenant-databases", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
    awsFolder = mkdtempSync(join(tmpdir(), "aws-"));
    writeAws(join(awsFolder, "aws"));
  });
  afterAll(async () => {
    rmSync(awsFolder, { recursive: true });
    await emulator.stop();
  });

  it("has nothing to do where there are no tenants yet, and fails where they cannot be listed", async () => {
    const server = { SERVER_HOST: "127.0.0.1", SERVER_PORT: "1", SERVER_USER: "admin", SERVER_PASSWORD: MASTER };
    const tenants = new Tenants(emulator, "empty", server);
    await tenants.begin();
    expect(await tenants.run("all")).toEqual({
      status: 0,
      stdout: "[tenant-databases] no tenants are listed in empty-tenants\n",
    });
    const { status, stdout } = await new Tenants(emulator, "missing", server).run("all");
    expect([status, stdout]).toEqual([1, expect.stringContaining("the tenants in missing-tenants cannot be listed")]);
  });

  describeMysql("in MySQL", () => {
    let server: MysqlServer;
    let tenants: Tenants;
    const query = (name: string, password: string, sql: string, database = name) =>
      server.query({ user: name, password, database }, sql);

    beforeAll(async () => {
      server = await MysqlServer.make();
      await server.start();
      server.asRoot(`
        CREATE USER admin@'%' IDENTIFIED BY '${MASTER.replace("'", "''")}';
        GRANT ALL PRIVILEGES ON *.* TO admin@'%' WITH GRANT OPTION`);
      tenants = new Tenants(emulator, "mysql", {
        SERVER_HOST: "127.0.0.1",
        SERVER_PORT: String(server.port),
        SERVER_USER: "admin",
        SERVER_PASSWORD: MASTER,
      });
      await tenants.begin();
    });
    afterAll(() => server?.clear());

    it("makes a database and a user for each tenant that is not archived, and says no password", async () => {
      await tenants.add("acme", "acme's pa$$word");
      await tenants.add("bravo", "bravo's password", { state: "inactive" });
      await tenants.add("cargo", "cargo's password", { state: "archived" });
      const { status, stdout } = await tenants.run("all");
      expect([status, stdout]).toEqual([
        0,
        expect.stringMatching(/cargo: is archived, and left alone\n.*all are made\n$/),
      ]);
      expect(stdout).not.toMatch(/password'|pa\$\$word|s password/);
      await query("acme", "acme's pa$$word", "CREATE TABLE kept AS SELECT 1 AS id");
      expect(await query("bravo", "bravo's password", "SELECT DATABASE()")).toBe("bravo");
      expect(server.asRoot("SHOW DATABASES LIKE 'cargo'")).toBe("");
      await expect(query("bravo", "bravo's password", "SELECT 1", "acme")).rejects.toThrow("Access denied");
    });

    it("keeps what is there when it runs again, and sets a new password", async () => {
      await tenants.change("acme", "another password");
      expect((await tenants.run("acme")).status).toBe(0);
      expect(await query("acme", "another password", "SELECT id FROM kept")).toBe("1");
      await expect(query("acme", "acme's pa$$word", "SELECT 1")).rejects.toThrow("Access denied");
    });

    it("makes the others when some fail, and ends with their names", async () => {
      await tenants.put("broken", "{}");
      await tenants.add("taken", "p", { user: "admin" });
      await tenants.add("zulu", "zulu's password");
      const { status, stdout } = await tenants.run("broken", "nobody", "taken", "zulu");
      expect([status, stdout]).toEqual([
        1,
        expect.stringMatching(/\[tenant-databases\] not made: broken nobody taken\n$/),
      ]);
      expect(stdout).toContain("broken: its entry names no secret");
      expect(stdout).toContain("nobody: its entry cannot be read");
      expect(stdout).toContain('the user "admin" is the master user');
      expect(await query("zulu", "zulu's password", "SELECT 1")).toBe("1");
    });
  });

  describePostgres("in PostgreSQL", () => {
    let server: PostgresServer;
    let tenants: Tenants;

    beforeAll(async () => {
      server = await PostgresServer.make();
      await server.start();
      const master = `CREATE ROLE master LOGIN CREATEDB CREATEROLE PASSWORD '${MASTER.replace("'", "''")}'`;
      await server.query(server.superuser, master);
      tenants = new Tenants(emulator, "postgres", {
        SERVER_HOST: "127.0.0.1",
        SERVER_PORT: String(server.port),
        SERVER_DATABASE: "postgres",
        SERVER_USER: "master",
        SERVER_PASSWORD: MASTER,
      });
      await tenants.begin();
    });
    afterAll(() => server?.clear());

    it("makes a database and a user for each tenant, also twice", async () => {
      await tenants.add("acme", "acme's password");
      expect(await tenants.run("all")).toMatchObject({ status: 0 });
      const login = { user: "acme", password: "acme's password", database: "acme" };
      await server.query(login, "CREATE TABLE kept AS SELECT 1 AS id");
      expect(await tenants.run("all")).toMatchObject({ status: 0 });
      expect(await server.query(login, "SELECT id FROM kept")).toBe("1");
    });
  });
});
