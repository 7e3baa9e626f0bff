import { join } from "node:path";
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { type Emulator, startEmulator } from "../../emulator/emulator";
import { has } from "../../needs";
import { AWS, writeAws } from "../aws-cli";
import { type Run, StandIns } from "../stand-ins";
import { FakeConsole } from "./console";

const ROTATE = join(__dirname, "../../../docker/kofax-rpa/management-console/rotate-passwords.sh");
const OLD = { ADMIN: 'old "admin" \\', DEV: "old dev é", ROBO: "old robo $HOME", SYNCH: "old synch", LICENCE: "kept" };
const RESET = "PUT /api/mc/user/resetPassword";
const CLUSTER = "kofax-rpa-prod";

// A run calls the AWS CLI about thirty times.
jest.setTimeout(300_000);

if (process.env["CI"] && !AWS) {
  test("the AWS CLI is installed", () => {
    throw new Error("password rotation is tried with the AWS CLI, which is not on PATH: pip install awscli");
  });
}

(has("the AWS CLI", AWS !== "") ? describe : describe.skip)("rotate-passwords", () => {
  let emulator: Emulator;
  let secrets: SecretsManagerClient;
  let ecs: ECSClient;
  let mc: FakeConsole;
  let standIns: StandIns;
  let secret: string;
  let count = 0;

  beforeAll(async () => {
    emulator = await startEmulator();
    secrets = new SecretsManagerClient(emulator.client());
    ecs = new ECSClient(emulator.client());
    await ecs.send(new CreateClusterCommand({ clusterName: CLUSTER }));
    const task = { family: "robo", containerDefinitions: [{ name: "robo", image: "robo", memory: 128 }] };
    await ecs.send(new RegisterTaskDefinitionCommand(task));
  });
  afterAll(() => emulator.stop());

  beforeEach(async () => {
    count += 1;
    mc = new FakeConsole();
    mc.users = {
      admin: { password: OLD.ADMIN, groups: [] },
      dev: { password: OLD.DEV, groups: [] },
      roboserver: { password: OLD.ROBO, groups: [] },
      synch: { password: OLD.SYNCH, groups: [] },
    };
    await mc.start();
    standIns = new StandIns();
    writeAws(join(standIns.folder, "real-aws"));
    standIns.program(
      "aws",
      `#!/bin/sh
echo "$$ aws $*" >> "$CALLS"
case "$*" in "$REFUSE"*) [ -z "$REFUSE" ] || { echo "AccessDeniedException: refused" >&2; exit 254; } ;; esac
exec ${standIns.folder}/real-aws --endpoint-url ${emulator.endpoint} "$@"
`,
    );
    const SecretString = JSON.stringify(OLD);
    const made = await secrets.send(new CreateSecretCommand({ Name: `passwords-${count}`, SecretString }));
    secret = made.ARN!;
    await ecs.send(
      new CreateServiceCommand({
        cluster: CLUSTER,
        serviceName: `roboserver-${count}`,
        taskDefinition: "robo",
        desiredCount: 1,
      }),
    );
  });
  afterEach(async () => {
    standIns.clear();
    await mc.stop();
  });

  const start = (
    users = ["admin=ADMIN", "dev=DEV", "roboserver=ROBO", "synch=SYNCH"],
    environment: Record<string, string> = {},
  ): Run =>
    standIns.run(ROTATE, {
      environment: {
        HOME: process.env["HOME"]!,
        AWS_ACCESS_KEY_ID: "111122223333",
        AWS_SECRET_ACCESS_KEY: "rehearsal",
        AWS_DEFAULT_REGION: "us-east-1",
        MANAGEMENT_CONSOLE_URL: mc.url,
        PASSWORDS_SECRET_ARN: secret,
        REDEPLOY_CLUSTER: CLUSTER,
        REDEPLOY_SERVICES: `kapplets roboserver-${count}`,
        TMPDIR: standIns.work,
        REFUSE: "",
        ...environment,
      },
      command: users,
    });

  /** What ECS gives to tasks that start now. */
  const current = async (): Promise<Record<string, string>> =>
    JSON.parse((await secrets.send(new GetSecretValueCommand({ SecretId: secret }))).SecretString!);
  const stages = async () =>
    Object.values((await secrets.send(new DescribeSecretCommand({ SecretId: secret }))).VersionIdsToStages!).flat();
  const deployments = async () =>
    (await ecs.send(new ListServiceDeploymentsCommand({ cluster: CLUSTER, service: `roboserver-${count}` })))
      .serviceDeployments!.length;
  const known = () => Object.fromEntries(Object.entries(mc.users).map(([name, { password }]) => [name, password]));
  /** Every user has in the console what new tasks are given for it. */
  const agree = async () => {
    const { ADMIN, DEV, ROBO, SYNCH } = await current();
    expect(known()).toEqual({ admin: ADMIN, dev: DEV, roboserver: ROBO, synch: SYNCH });
  };

  test("gives every user a new password, in the console as in the secret, and deploys RoboServers anew", async () => {
    const run = start();
    expect([await run.ended, run.output()]).toEqual([
      0,
      [
        ...["admin", "dev", "roboserver", "synch"].map((user) => `[rotate-passwords] ${user} has a new password\n`),
        `[rotate-passwords] roboserver-${count} is being deployed anew\n`,
      ].join(""),
    ]);
    await agree();
    const { LICENCE, ...passwords } = await current();
    expect(LICENCE).toBe("kept");
    expect(new Set(Object.values(passwords)).size).toBe(4);
    for (const password of Object.values(passwords)) expect(password).toMatch(/^[A-Za-z0-9]{50}$/);
    expect((await stages()).sort()).toEqual(["AWSCURRENT", "AWSPREVIOUS"]);
    expect(await deployments()).toBe(2);
    const seen = run.calls().join("\n") + run.output();
    for (const password of [...Object.values(passwords), ...Object.values(OLD)].slice(0, -1)) {
      expect(seen).not.toContain(password);
    }
  });

  test("a password that the console refuses stays as it was, and is tried again by the next run", async () => {
    mc.intercept = (request, response) => {
      if (request !== RESET || !mc.bodies[RESET]!.includes('"roboserver"')) return false;
      response.writeHead(500).end();
      return true;
    };
    const run = start(["admin=ADMIN", "roboserver=ROBO"]);
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain(`failed: roboserver: ${RESET} answered 500`);
    expect(run.output()).toContain("it has its old password");
    await agree();
    expect((await current())["ROBO"]).toBe(OLD.ROBO);
    expect((await current())["ADMIN"]).not.toBe(OLD.ADMIN);
    // Those whose passwords have changed are deployed all the same.
    expect(await deployments()).toBe(2);
    mc.intercept = () => false;
    expect(await start(["admin=ADMIN", "roboserver=ROBO"]).ended).toBe(0);
    await agree();
    expect((await current())["ROBO"]).not.toBe(OLD.ROBO);
  });

  test("a secret that cannot be promoted takes the change in the console back", async () => {
    const run = start(["admin=ADMIN", "roboserver=ROBO"], {
      REFUSE: "secretsmanager update-secret-version-stage",
    });
    expect(await run.ended).toBe(1);
    expect(run.output()).toMatch(
      /failed: admin: aws secretsmanager update-.*AccessDenied.*; it has its old password again/,
    );
    expect(await current()).toEqual(OLD);
    await agree();
    expect(await deployments()).toBe(1);
  });

  test("a run that ended between console and secret is finished by the next, others' passwords untouched", async () => {
    const staged = { ...OLD, ROBO: "staged and set" };
    const put = { SecretId: secret, SecretString: JSON.stringify(staged), VersionStages: ["AWSPENDING"] };
    await secrets.send(new PutSecretValueCommand(put));
    mc.users["roboserver"] = { password: "staged and set", groups: [] };
    expect(await start(["admin=ADMIN", "roboserver=ROBO"]).ended).toBe(0);
    await agree();
    expect((await current())["ROBO"]).toBe("staged and set");
    expect((await current())["ADMIN"]).not.toBe(OLD.ADMIN);
  });

  test("also when it was the administrator's", async () => {
    const put = {
      SecretId: secret,
      SecretString: JSON.stringify({ ...OLD, ADMIN: "set" }),
      VersionStages: ["AWSPENDING"],
    };
    await secrets.send(new PutSecretValueCommand(put));
    mc.users["admin"] = { password: "set", groups: [] };
    expect(await start(["roboserver=ROBO", "admin=ADMIN"]).ended).toBe(0);
    await agree();
    expect((await current())["ADMIN"]).toBe("set");
  });

  test("what somebody else has set in the secret meanwhile stays", async () => {
    const put = {
      SecretId: secret,
      SecretString: JSON.stringify({ ...OLD, ROBO: "staged" }),
      VersionStages: ["AWSPENDING"],
    };
    await secrets.send(new PutSecretValueCommand(put));
    await secrets.send(
      new PutSecretValueCommand({ SecretId: secret, SecretString: JSON.stringify({ ...OLD, LICENCE: "new" }) }),
    );
    expect(await start(["admin=ADMIN", "roboserver=ROBO"]).ended).toBe(0);
    expect(await current()).toMatchObject({ LICENCE: "new", ROBO: "staged" });
    await agree();
  });

  test("a user with a password of their own is left alone, and the run says so at its end", async () => {
    mc.users["dev"] = { password: "a person's own", groups: [] };
    const run = start(["admin=ADMIN", "dev=DEV", "roboserver=ROBO"]);
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain("failed: these have no new password: dev\n");
    expect(mc.users["dev"]!.password).toBe("a person's own");
    expect((await current())["DEV"]).toBe(OLD.DEV);
    expect((await current())["ROBO"]).toBe(mc.users["roboserver"]!.password);
    expect(await deployments()).toBe(2);
  });

  test("a deployment that cannot be started fails the run, and says what to do", async () => {
    const run = start(["admin=ADMIN"], { REFUSE: "ecs update-service" });
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain(`start new tasks of roboserver-${count} yourself`);
    await agree();
  });

  test("changes nothing when the console is gone, or knows another administrator's password", async () => {
    mc.users["admin"] = { password: "by hand", groups: [] };
    const other = start();
    expect(await other.ended).toBe(1);
    expect(other.output()).toContain("the console accepts the secret's password for admin neither as it is nor");
    await mc.stop();
    const gone = start();
    expect(await gone.ended).toBe(1);
    expect(gone.output()).toContain("no answer to GET /api/mc/misc/getVersion");
    expect(await current()).toEqual(OLD);
    expect(await stages()).toEqual(["AWSCURRENT"]);
  });

  test.each([
    [["dev=DEV"], {}, "admin=KEY is missing"],
    [["admin=ADMIN", "dev"], {}, "'dev' is not USER=KEY"],
    [["admin=ADMIN"], { PASSWORDS_SECRET_ARN: "" }, "PASSWORDS_SECRET_ARN is missing"],
    [["admin=ADMIN", "dev=NONE"], {}, "the secret has no value for NONE"],
  ])("refuses %j %j", async (users, environment, message) => {
    const run = start(users, environment);
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain(message);
    expect(mc.users["dev"]!.password).toBe(OLD.DEV);
  });
});
