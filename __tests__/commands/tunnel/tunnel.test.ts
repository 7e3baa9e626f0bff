import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { join } from "node:path";
import {
  DescribeImagesCommand,
  EC2Client,
  RunInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { CreateReplicationGroupCommand, ElastiCacheClient } from "@aws-sdk/client-elasticache";
import { CreateDBClusterCommand, CreateDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { command } from "../../../commands/verbs/tunnel";
import { ACCOUNT, describeEmulated, type Emulator, startEmulator } from "../../emulator/emulator";
import { Project } from "../project";

// The emulator answers slowly on a machine that is busy.
jest.setTimeout(30_000);

const MANIFEST = `
system: shop
region: us-east-1
databases:
  main: { engine: aurora-postgresql, version: "16", database: shop, capacity: { min: 0.5, max: 2 } }
  stock: { engine: postgres, version: "16", database: stock, user: keeper, instance: db.t4g.micro }
  secluded: { engine: postgres, version: "16", database: secluded, instance: db.t4g.micro }
extraDatabases:
  orders: { server: main }
  reports: { server: stock, database: reporting, user: reporter }
  hidden: { server: secluded }
caches:
  redis: { engine: redis, node: cache.t4g.micro }
  plain: { engine: redis, node: cache.t4g.micro, tls: optional }
images: { app: { pull: "nginx:1.29" } }
services: { admin: { image: app, port: 8888 } }
tunnel: { uses: { main: connect, stock: connect, redis: connect, plain: connect, admin: connect } }
environments: { staging: {}, prod: {} }
`;

describeEmulated("drydock tunnel", () => {
  const environment = { ...process.env };
  let emulator: Emulator;
  let ec2: EC2Client;
  let image: string;
  let project: Project;
  let said: string;
  let secret: string;

  beforeAll(async () => {
    emulator = await startEmulator();
    const rds = new RDSClient(emulator.client());
    const login = { MasterUsername: "postgres", ManageMasterUserPassword: true };
    const cluster = { DBClusterIdentifier: "shop-staging-main", Engine: "aurora-postgresql", ...login };
    const { DBCluster } = await rds.send(new CreateDBClusterCommand(cluster));
    secret = DBCluster!.MasterUserSecret!.SecretArn!;
    const settings = {
      DBInstanceClass: "db.t4g.micro",
      Engine: "postgres",
      AllocatedStorage: 20,
      Port: 5432,
      ...login,
    };
    await rds.send(new CreateDBInstanceCommand({ DBInstanceIdentifier: "shop-staging-stock", ...settings }));
    const caches = new ElastiCacheClient(emulator.client());
    for (const name of ["redis", "plain"]) {
      await caches.send(
        new CreateReplicationGroupCommand({
          ReplicationGroupId: `shop-staging-${name}`,
          ReplicationGroupDescription: name,
          Engine: "redis",
          CacheNodeType: "cache.t4g.micro",
          Port: 6379,
        }),
      );
    }
    ec2 = new EC2Client(emulator.client());
    const { Images: images } = await ec2.send(new DescribeImagesCommand({ Owners: ["amazon"] }));
    image = images![0]!.ImageId!;
  }, 300_000);
  afterAll(async () => {
    await emulator.stop();
  });

  /** Starts a tunnel host and gives its id. */
  async function host(name = "shop-staging-tunnel"): Promise<string> {
    const { Instances: instances } = await ec2.send(
      new RunInstancesCommand({
        ImageId: image,
        InstanceType: "t4g.nano",
        MinCount: 1,
        MaxCount: 1,
        TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "Name", Value: name }] }],
      }),
    );
    hosts.push(instances![0]!.InstanceId!);
    return instances![0]!.InstanceId!;
  }

  let hosts: string[];
  beforeEach(() => {
    hosts = [];
    project = new Project(MANIFEST);
    program("session-manager-plugin", "exit 0");
    program("aws", `printf '%s\\n' "$@" > "${project.folder}/arguments"; exit "\${AWS_EXIT:-0}"`);
    process.env = {
      PATH: project.folder,
      AWS_ENDPOINT_URL: emulator.endpoint,
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_SECRET_ACCESS_KEY: "rehearsal",
    };
    said = "";
    jest.spyOn(console, "log").mockImplementation((line) => {
      said += `${line}\n`;
    });
  });
  afterEach(async () => {
    if (hosts.length > 0) await ec2.send(new TerminateInstancesCommand({ InstanceIds: hosts }));
    process.env = environment;
    process.exitCode = undefined;
    project.clear();
    jest.restoreAllMocks();
  });

  function program(name: string, script: string): void {
    writeFileSync(join(project.folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(project.folder, name), 0o755);
  }

  const tunnel = (...words: string[]) =>
    command()
      .exitOverride()
      .configureOutput({ writeErr: () => {} })
      .parseAsync(words, { from: "user" });
  const called = () => readFileSync(join(project.folder, "arguments"), "utf8").trim().split("\n");
  const parameters = () => JSON.parse(called().at(-1)!);

  test("leads from this machine to the database, by way of the host", async () => {
    await host("shop-prod-tunnel");
    const instanceId = await host();
    await tunnel("shop-staging", "main", "--port", "15432");
    const [address] = parameters().host;
    expect(address).toMatch(/^shop-staging-main\.cluster-.*\.us-east-1\.rds\.amazonaws\.com$/);
    expect(called().slice(0, -1)).toEqual([
      ...["ssm", "start-session", "--region", "us-east-1", "--target", instanceId],
      ...["--document-name", "AWS-StartPortForwardingSessionToRemoteHost", "--parameters"],
    ]);
    expect(parameters()).toEqual({ host: [address], portNumber: ["5432"], localPortNumber: ["15432"] });
    expect(said).toBe(
      `127.0.0.1:15432 is ${address}:5432 while this runs; Ctrl-C ends it.\n` +
        `  psql "host=${address} hostaddr=127.0.0.1 port=15432 dbname=shop user=postgres sslmode=require"\n` +
        `  password: aws secretsmanager get-secret-value --region us-east-1 --query SecretString --secret-id ${secret}\n`,
    );
  });

  test("says where the password is, and not the password", async () => {
    await host();
    await tunnel("shop-staging", "main", "--port", "15432");
    const client = new SecretsManagerClient(emulator.client());
    const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: secret }));
    expect(said).toContain(secret);
    expect(said).not.toContain(JSON.parse(text!).password);
  });

  test("leads to a database that is a single server", async () => {
    await host();
    await tunnel("shop-staging", "stock", "--port", "15432");
    expect(parameters().host[0]).toMatch(/^shop-staging-stock\./);
    expect(said).toContain("dbname=stock user=keeper");
  });

  test.each([
    ["orders", /^shop-staging-main\.cluster-/, "dbname=orders user=orders"],
    ["reports", /^shop-staging-stock\./, "dbname=reporting user=reporter"],
  ])(
    "leads to the server of the extra database %s, and says how its own user signs in",
    async (name, address, login) => {
      await host();
      await tunnel("shop-staging", name, "--port", "15432");
      expect(parameters()).toMatchObject({ host: [expect.stringMatching(address)], portNumber: ["5432"] });
      expect(said).toContain(login);
      expect(said).toContain(`--query SecretString --secret-id shop/staging/${name}\n`);
    },
  );

  test.each([
    ["redis", "--tls --sni "],
    ["plain", "-p 16379\n"],
  ])("leads to the cache %s", async (name, expected) => {
    await host();
    await tunnel("shop-staging", name, "--port", "16379");
    expect(parameters()).toMatchObject({ portNumber: ["6379"], localPortNumber: ["16379"] });
    expect(said).toContain("redis-cli -h 127.0.0.1 -p 16379");
    expect(said).toContain(expected);
  });

  test("leads to a service by its private name", async () => {
    await host();
    await tunnel("shop-staging", "admin", "--port", "15432");
    expect(parameters()).toMatchObject({ host: ["admin.staging.shop.internal"], portNumber: ["8888"] });
    expect(said).toContain("http://127.0.0.1:15432/");
  });

  test("passes the exit code of the AWS CLI on", async () => {
    await host();
    process.env["AWS_EXIT"] = "254";
    await tunnel("shop-staging", "main", "--port", "15432");
    expect(process.exitCode).toBe(254);
  });

  describe("says what is missing, and starts nothing:", () => {
    afterEach(() => expect(() => called()).toThrow("ENOENT"));

    test.each([
      [["shop-staging", "mian"], "shop-staging has no database, cache or service mian; did you mean `main`?", 2],
      [["shop-staging", "secluded"], "does not lead to secluded: write `tunnel: { uses: { secluded: connect } }`", 1],
      [["shop-staging", "hidden"], "lead to secluded, the server of hidden: write `tunnel: { uses: { secluded: con", 1],
      [["shop-prod", "orders"], "orders of shop-prod is not there in us-east-1", 1],
      [["shop-prod", "main"], "main of shop-prod is not there in us-east-1, or still being made", 1],
      [["shop-prod", "stock"], "stock of shop-prod is not there in us-east-1", 1],
      [["shop-prod", "redis"], "redis of shop-prod is not there in us-east-1", 1],
    ])("%j", async (words, message, exitCode) => {
      await expect(tunnel(...words)).rejects.toMatchObject({ message: expect.stringContaining(message), exitCode });
    });

    test.each(["0", "65536", "http", "1.5"])("port %s", async (port) => {
      await expect(tunnel("shop-staging", "main", "--port", port)).rejects.toThrow("A port is a whole number from 1");
    });

    test("the host", async () => {
      await expect(tunnel("shop-staging", "main")).rejects.toThrow(
        "There is no running host shop-staging-tunnel in us-east-1: deploy shop-staging-network first.",
      );
    });

    test("a host that is stopped, and how to start it", async () => {
      const instanceId = await host();
      await ec2.send(new StopInstancesCommand({ InstanceIds: [instanceId] }));
      await expect(tunnel("shop-staging", "main")).rejects.toThrow(
        `is stopped: start it with aws ec2 start-instances --region us-east-1 --instance-ids ${instanceId}`,
      );
    });

    test("programs", async () => {
      await host();
      rmSync(join(project.folder, "session-manager-plugin"));
      await expect(tunnel("shop-staging", "main")).rejects.toThrow(
        /^No tunnel is possible: session-manager-plugin is not on PATH \(install it: /,
      );
    });

    test("a port that is free", async () => {
      await host();
      const server: Server = createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as AddressInfo;
      await expect(tunnel("shop-staging", "main", "--port", String(port))).rejects.toThrow(
        `Port ${port} of this machine cannot be used (EADDRINUSE): choose another with --port.`,
      );
      server.close();
    });

    test("AWS itself", async () => {
      process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
      await expect(tunnel("shop-staging", "main")).rejects.toThrow(/^AWS in us-east-1: .*ECONNREFUSED/);
    }, 300_000);
  });
});

test("shows examples", () => {
  const help: string[] = [];
  command()
    .configureOutput({ writeOut: (part) => help.push(part) })
    .outputHelp();
  expect(help.join("")).toContain("$ npx drydock tunnel idmcdb-staging main --port 15432\n");
});
