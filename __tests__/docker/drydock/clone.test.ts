import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import {
  CreateDBClusterCommand,
  CreateDBInstanceCommand,
  DescribeDBClustersCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ACCOUNT, describeEmulated, type Emulator, startEmulator } from "../../emulator/emulator";
import { describeMysql, MysqlServer } from "../../servers/mysql-server";
import { writeAws } from "../aws-cli";
import { testDockerfile } from "../dockerfile-promises";

const FOLDER = join(__dirname, "../../../docker/drydock/clone");
const SCRIPT = join(FOLDER, "clone.sh");
const MASK = "USE shop; UPDATE customers SET email = CONCAT('customer-', id, '@example.org');";

const EMAILS = "SELECT email FROM customers";
const MASKED = "customer-1@example.org\ncustomer-2@example.org";

/** The AWS CLI, but for what RDS does to a volume: the clone has the live data and passwords, then a password of its own. */
const AWS = `#!/bin/sh
printf '%s\\n' "$*" >>"$CALLS"
case "$*" in *"$FAIL_AT"*) [ -z "$FAIL_AT" ] || { echo "AWS refuses $1 $2" >&2; exit 254; } ;; esac
answer=$("$REAL_AWS" --endpoint-url "$ENDPOINT" "$@") || exit
case "$*" in
  *restore-db-cluster-to-point-in-time*) "$SOCKET_SQL" <"$LIVE" ;;
  *modify-db-cluster*)
    password=$(sed 's/.*"MasterUserPassword":"\\([^"]*\\)".*/\\1/' "\${4#file://}")
    echo "SET PASSWORD FOR admin@'%' = PASSWORD('$password')" | "$SOCKET_SQL" ;;
esac
printf '%s\\n' "$answer"
`;

/** The client, which finds the one server whatever cluster it is sent to. */
const CLIENT = `#!/bin/sh
case "$*" in *--host="$REFUSED"*) [ -z "$REFUSED" ] || exit 1 ;; esac
for word; do
  shift
  case $word in --host=*) word=--host=127.0.0.1 ;; --port=*) word=--port=$SERVER_PORT ;; esac
  set -- "$@" "$word"
done
exec "$REAL_MARIADB" "$@"
`;

const LIVE = `
DROP DATABASE IF EXISTS shop; CREATE DATABASE shop;
CREATE TABLE shop.customers (id INT PRIMARY KEY, email VARCHAR(100));
INSERT INTO shop.customers VALUES (1, 'ann@customer.example'), (2, 'bob@customer.example');
CREATE OR REPLACE USER admin@'%' IDENTIFIED BY 'the live password';
GRANT ALL ON *.* TO admin@'%' WITH GRANT OPTION;
CREATE OR REPLACE USER 'web app'@'%' IDENTIFIED BY 'the live web password';
GRANT ALL ON shop.* TO 'web app'@'%';
`;

describe("the Dockerfile of the clone", () => testDockerfile(join(FOLDER, "Dockerfile"), { platform: "linux/amd64" }));

const describeBoth = describeEmulated === describe ? describeMysql : describeEmulated;

describeBoth("the test database, cloned from the live one", () => {
  let emulator: Emulator;
  let server: MysqlServer;
  let rds: RDSClient;
  let secrets: SecretsManagerClient;
  let folder: string;
  let login: string;

  beforeAll(async () => {
    [emulator, server] = await Promise.all([startEmulator(), MysqlServer.make()]);
    await server.start();
    // Root is RDS's own there: it is called so that no clone locks it out, and is nowhere but on the server itself.
    server.asRoot("DELETE FROM mysql.global_priv WHERE user IN ('root', '') AND host <> 'localhost'; FLUSH PRIVILEGES");
    server.asRoot("RENAME USER root@localhost TO 'mysql.root'@localhost");
    rds = new RDSClient(emulator.client());
    secrets = new SecretsManagerClient(emulator.client());
    const ecs = new ECSClient(emulator.client());
    const s3 = new S3Client({ ...emulator.client(), forcePathStyle: true });
    for (const name of ["shop-prod-main", "shop-prod-test", "shop-prod-test-of-old"]) {
      const shape = { Engine: "aurora-mysql", MasterUsername: "admin", MasterUserPassword: "the live password" };
      await rds.send(new CreateDBClusterCommand({ DBClusterIdentifier: name, ...shape }));
      const instance = { DBInstanceClass: "db.t4g.medium", Engine: "aurora-mysql", DBClusterIdentifier: name };
      await rds.send(new CreateDBInstanceCommand({ DBInstanceIdentifier: `${name}-1`, ...instance }));
    }
    const SecretString = '{"cluster":"","host":"","password":"","port":"","username":""}';
    login = (await secrets.send(new CreateSecretCommand({ Name: "shop/prod/test-login", SecretString }))).ARN!;
    await s3.send(new CreateBucketCommand({ Bucket: "setup" }));
    await s3.send(new PutObjectCommand({ Bucket: "setup", Key: "mask.sql", Body: MASK }));
    await ecs.send(new CreateClusterCommand({ clusterName: "shop-prod" }));
    const containerDefinitions = [{ name: "web", image: "web", memory: 512 }];
    await ecs.send(new RegisterTaskDefinitionCommand({ family: "web", containerDefinitions }));
    await ecs.send(
      new CreateServiceCommand({ cluster: "shop-prod", serviceName: "web", taskDefinition: "web", desiredCount: 1 }),
    );
    folder = mkdtempSync(join(tmpdir(), "clone-"));
    writeAws(join(folder, "real-aws"));
    program("aws", AWS);
    program("mariadb", CLIENT);
    program("as-root", `#!/bin/sh\nexec ${real("mariadb")} --no-defaults --socket=${server.socket} -u mysql.root\n`);
    writeFileSync(join(folder, "live.sql"), LIVE);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await Promise.all([emulator.stop(), server.clear()]);
  });

  const program = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  };
  const real = (name: string) => execFileSync("which", [name], { encoding: "utf8" }).trim();

  /** Runs the script for real; `failAt` is a part of the AWS call that is refused. */
  const run = (failAt = "", environment: Record<string, string> = {}) => {
    writeFileSync(join(folder, "calls"), "");
    const { status, stdout, stderr } = spawnSync(SCRIPT, {
      encoding: "utf8",
      env: {
        PATH: `${folder}:${process.env["PATH"]}`,
        ENDPOINT: emulator.endpoint,
        AWS_REGION: "us-east-1",
        AWS_DEFAULT_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: ACCOUNT,
        AWS_SECRET_ACCESS_KEY: "rehearsal",
        REAL_AWS: join(folder, "real-aws"),
        REAL_MARIADB: real("mariadb"),
        SOCKET_SQL: join(folder, "as-root"),
        SERVER_PORT: String(server.port),
        LIVE: join(folder, "live.sql"),
        CALLS: join(folder, "calls"),
        FAIL_AT: failAt,
        REFUSED: "",
        SOURCE: `arn:aws:rds:us-east-1:${ACCOUNT}:cluster:shop-prod-main`,
        TEST: `arn:aws:rds:us-east-1:${ACCOUNT}:cluster:shop-prod-test`,
        LOGIN: login,
        INSTANCE: "db.t4g.medium",
        MASK: "s3://setup/mask.sql",
        CLUSTER: "shop-prod",
        RESTART: "web",
        TRIES: "5",
        PAUSE: "0",
        ...environment,
      },
    });
    return { status, output: stdout + stderr, calls: readFileSync(join(folder, "calls"), "utf8").trim().split("\n") };
  };
  const handedOver = async () =>
    JSON.parse((await secrets.send(new GetSecretValueCommand({ SecretId: login }))).SecretString!);
  const clusters = async () =>
    (await rds.send(new DescribeDBClustersCommand({}))).DBClusters!.map((one) => one.DBClusterIdentifier!).sort();
  const OTHERS = ["shop-prod-main", "shop-prod-test", "shop-prod-test-of-old"];

  /** What must hold after every run that ended well. */
  const expectNewClone = async ({ status, output }: ReturnType<typeof run>) => {
    expect(status === 0 ? "" : output).toBe("");
    const { cluster, username, password } = await handedOver();
    expect(await clusters()).toEqual([...OTHERS, cluster].sort());
    expect(await server.query({ user: username, password, database: "shop" }, EMAILS)).toBe(MASKED);
    return cluster as string;
  };

  test("is handed over masked, with a password of its own, and every other user locked out", async () => {
    const live = async () =>
      (await rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: "shop-prod-main" }))).DBClusters![0];
    const before = await live();
    const ended = run();
    await expectNewClone(ended);
    expect({ ...(await live()), LatestRestorableTime: "" }).toEqual({ ...before, LatestRestorableTime: "" });
    // The live database is named in one call: as what is read.
    expect(ended.calls.filter((call) => call.includes("shop-prod-main"))).toEqual([
      expect.stringMatching(
        /^rds restore-db-cluster-to-point-in-time --source-db-cluster-identifier shop-prod-main --db-cluster-identifier shop-prod-test-20/,
      ),
    ]);
    const { password } = await handedOver();
    expect(ended.output).not.toContain(password);
    expect(ended.calls.join("\n")).not.toContain(password);
    const refused = (user: string, word: string) =>
      server.query({ user, password: word, database: "shop" }, "SELECT 1");
    await expect(refused("admin", "the live password")).rejects.toThrow("Access denied");
    await expect(refused("web app", "the live web password")).rejects.toThrow("locked");
  });

  test.each([
    "describe-db-clusters",
    "get-secret-value",
    "restore-db-cluster-to-point-in-time",
    "create-db-instance",
    "get-random-password",
    "modify-db-cluster",
    "s3 cp",
    "put-secret-value",
  ])("stays as it was when %s fails", async (call) => {
    const before = await handedOver();
    const failed = run(call);
    expect(failed.status).not.toBe(0);
    expect(failed.output).toContain("AWS refuses");
    expect(await handedOver()).toEqual(before);
    expect(await clusters()).toEqual(expect.arrayContaining([...OTHERS, before.cluster]));
  });

  test("is not handed over when the mask has a mistake", async () => {
    const before = await handedOver();
    writeFileSync(join(folder, "bad.sql"), "UPDATE shop.customers SET nothing = 1;");
    await new S3Client({ ...emulator.client(), forcePathStyle: true }).send(
      new PutObjectCommand({ Bucket: "setup", Key: "bad.sql", Body: readFileSync(join(folder, "bad.sql")) }),
    );
    const failed = run("", { MASK: "s3://setup/bad.sql" });
    expect(failed.status).not.toBe(0);
    expect(failed.output).toContain("Unknown column 'nothing'");
    expect(await handedOver()).toEqual(before);
  });

  test("is not handed over when nobody can log in to the clone", async () => {
    const before = await handedOver();
    const failed = run("", { REFUSED: "shop-prod-test-" });
    expect(failed.output).toContain("is not 1 after 5 tries");
    expect(await handedOver()).toEqual(before);
  });

  test("is made anew after all that, takes the place of the one before, and nothing is left of what failed", async () => {
    const before = (await handedOver()).cluster;
    const ended = run();
    expect(await expectNewClone(ended)).not.toBe(before);
    const place = (part: string) => ended.calls.findIndex((call) => call.includes(part));
    expect(place("put-secret-value")).toBeLessThan(place("update-service"));
    expect(place("wait services-stable")).toBeLessThan(place(`delete-db-cluster --db-cluster-identifier ${before}`));
  });

  test.each(["delete-db-cluster", "update-service"])(
    "is masked and complete when %s fails after it was handed over",
    async (call) => {
      const before = await handedOver();
      const failed = run(call);
      expect(failed.status).not.toBe(0);
      const after = await handedOver();
      expect(after.cluster).not.toBe(before.cluster);
      const emails = await server.query({ user: after.username, password: after.password, database: "shop" }, EMAILS);
      expect(emails).toBe(MASKED);
    },
  );

  test("is alone again after the next run", async () => {
    await expectNewClone(run());
  });

  test.each(["SOURCE", "TEST", "LOGIN", "INSTANCE", "MASK"])("says that %s is missing", (name) => {
    const { status, output, calls } = run("", { [name]: "" });
    expect(status).toBe(1);
    expect(output).toContain(`the environment variable ${name} is not set`);
    expect(calls).toEqual([""]);
  });
});
