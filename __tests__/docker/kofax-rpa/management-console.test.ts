import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { instructions } from "../dockerfile";
import { StandIns, until } from "../stand-ins";
import { FakeConsole } from "./console";

const FOLDER = join(__dirname, "../../../docker/kofax-rpa/management-console");
const ENVIRONMENT = {
  CONTEXT_RESOURCE_URL: "jdbc:postgresql://127.0.0.1:1/scheduler",
  CONTEXT_RESOURCE_USERNAME: "scheduler",
  CONTEXT_RESOURCE_PASSWORD: "database secret",
  MC_BACKUP_S3_URI: "s3://a-bucket/Backup.zip",
  MC_ADMIN_PASSWORD: "administrator's secret",
  ROBOSERVER_MC_USERNAME: "roboserver",
  ROBOSERVER_MC_PASSWORD: "robot secret",
};

let standIns: StandIns;
let mc: FakeConsole;
let state: string;
beforeEach(async () => {
  standIns = new StandIns("tomcat");
  state = join(standIns.folder, "state");
  mc = new FakeConsole();
  await mc.start();
});
afterEach(async () => {
  standIns.clear();
  await mc.stop();
});

const run = (script: string, environment: Record<string, string> = {}, command: string[] = [], hang = "") =>
  standIns.run(join(FOLDER, script), {
    environment: {
      MANAGEMENT_CONSOLE_URL: mc.url,
      CONFIGURE_STATE: state,
      CONFIGURE_RETRY_SECONDS: "0.1",
      TMPDIR: standIns.work,
      ...environment,
    },
    command,
    hang,
  });

describe("the entrypoint", () => {
  /** A start-up as the vendor's: a shell that waits for the server and does not pass on signals. */
  beforeEach(() => standIns.program("start-up", '#!/bin/sh\ntomcat "$@"\nexit "$?"\n'));

  test("runs the configuration beside the server, and ends with the server's exit code", async () => {
    mc.startsAfter = 10_000;
    standIns.program("start-up", '#!/bin/sh\nuntil [ -s "$CONFIGURE_STATE" ]; do sleep 0.05; done\nexit 9\n');
    const entrypoint = run("entrypoint.sh", ENVIRONMENT, ["start-up"]);
    expect(await entrypoint.ended).toBe(9);
    expect(entrypoint.output()).toContain("[management-console] step wait for the server\n");
    expect(entrypoint.output()).toContain("[management-console] the server ended with exit code 9\n");
  });

  test("passes SIGTERM on to the server behind the vendor's start-up, and waits for it", async () => {
    mc.startsAfter = 10_000;
    const entrypoint = run("entrypoint.sh", ENVIRONMENT, ["start-up", "run"], "tomcat run");
    await until(() => entrypoint.calls().includes("tomcat run"), "the server runs");
    entrypoint.child.kill("SIGTERM");
    expect(await entrypoint.ended).toBe(143);
    expect(entrypoint.calls().at(-1)).toBe("SIGTERM");
  });

  test("names all missing variables in one line and starts nothing", async () => {
    const entrypoint = run("entrypoint.sh", { ...ENVIRONMENT, MC_ADMIN_PASSWORD: "", DEV_NAME: "dev" }, ["tomcat"]);
    expect(await entrypoint.ended).toBe(1);
    expect(entrypoint.calls()).toEqual([]);
    expect(entrypoint.output()).toBe(
      "[management-console] missing environment variables: MC_ADMIN_PASSWORD DEV_PASSWORD\n",
    );
  });

  test("refuses a new console's password as the administrator's", async () => {
    const entrypoint = run("entrypoint.sh", { ...ENVIRONMENT, MC_ADMIN_PASSWORD: "admin" }, ["tomcat"]);
    expect(await entrypoint.ended).toBe(1);
    expect(entrypoint.calls()).toEqual([]);
  });
});

describe("the entrypoint with LDAP", () => {
  test.each([
    ["without an administrator of the console's own", {}],
    [
      "with a developer, who belongs in the directory",
      { LOGIN_CREATE_ADMIN_USER: "true", DEV_NAME: "d", DEV_PASSWORD: "p" },
    ],
  ])("refuses to start %s", async (_, environment) => {
    const ldap = { ...ENVIRONMENT, LOGIN_USE_LDAP: "true", ...environment };
    const entrypoint = run("entrypoint.sh", ldap, ["tomcat"]);
    expect(await entrypoint.ended).toBe(1);
    expect(entrypoint.calls()).toEqual([]);
    expect(entrypoint.output()).toContain("LOGIN_USE_LDAP needs LOGIN_CREATE_ADMIN_USER=true and no DEV_NAME");
  });
});

describe("the health check", () => {
  const now = () => Math.floor(Date.now() / 1000);
  const check = async (text?: string) => {
    if (text) writeFileSync(state, `${text}\n`);
    const health = run("healthcheck.sh");
    return [await health.ended, health.output().trim()];
  };

  test("passes while the configuration is within its time, though nothing answers yet", async () => {
    await mc.stop();
    expect(await check(`running ${now() + 5} wait for the server`)).toEqual([0, ""]);
  });

  test("fails when a step is past its limit", async () => {
    expect(await check(`running ${now() - 100} restore backup`)).toEqual([
      1,
      "[management-console] unhealthy: step restore backup is past its limit",
    ]);
  });

  test("fails after a failed configuration with its reason, though the server answers", async () => {
    expect(await check("failed restore backup: POST /secure/Restore answered 500")).toEqual([
      1,
      "[management-console] unhealthy: step restore backup: POST /secure/Restore answered 500",
    ]);
  });

  test("passes after the configuration as long as the server answers", async () => {
    expect(await check("done")).toEqual([0, ""]);
    await mc.stop();
    expect(await check("done")).toEqual([1, "[management-console] unhealthy: /Ping does not show an application"]);
  });

  test("fails when the configuration was never started", async () => {
    expect(await check()).toEqual([1, "[management-console] unhealthy: the configuration has not started"]);
  });
});

test("the image has the vendor's command", () => {
  const all = instructions(join(FOLDER, "Dockerfile")).map(({ keyword, rest }) => `${keyword} ${rest}`);
  expect(all.slice(-2)).toEqual([
    'ENTRYPOINT ["/usr/local/lib/management-console/entrypoint.sh"]',
    'CMD ["managementconsole.sh", "run"]',
  ]);
});
