import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { has } from "../../needs";
import { StandIns, until } from "../stand-ins";

const ENTRYPOINT = join(__dirname, "../../../docker/adilas/lucee/entrypoint.sh");
const ENVIRONMENT: Record<string, string> = {
  DATABASE_HOST: "database.example",
  DATABASE_PORT: "3306",
  DATABASE_NAME: "adilas",
  DATABASE_USER: "admin",
  DATABASE_PASSWORD: "value-of-database-password",
  REDIS_HOST: "redis.example",
  REDIS_PORT: "6379",
};
const TOMCAT = ["catalina.sh", "run"];

let standIns: StandIns;
/** What Lucee writes to, and what that begins with. */
let server: string;
beforeEach(() => {
  standIns = new StandIns();
  // What it becomes says what it was given.
  const command = '#!/bin/sh\necho "$$ $(basename "$0") $*" >> "$CALLS"\necho "java: $CATALINA_OPTS"\n';
  for (const name of ["catalina.sh", "page"]) {
    standIns.program(name, `${command}[ -z "$HANG" ] || exec sleep 30\n`);
  }
  server = join(standIns.folder, "server");
  mkdirSync(server);
  write(`${server}-seed/lucee-server/context/.CFConfig.json`, "{}");
  write(`${server}-seed/lucee-server/bundles/a.jar`, "bundle");
});
afterEach(() => standIns.clear());

const start = (environment: Record<string, string> = {}, { hang = "", command = TOMCAT } = {}) =>
  standIns.run(ENTRYPOINT, {
    environment: { ...ENVIRONMENT, LUCEE_SERVER_DIR: server, ...environment },
    command,
    hang,
  });

test("becomes Tomcat, with a heap that does not grow", async () => {
  const run = start({ HEAP_MIB: "2048" });
  expect(await run.ended).toBe(0);
  expect(run.calls()).toEqual(["catalina.sh run"]);
  expect(run.pids()).toEqual([run.child.pid]);
  expect(run.output()).toBe(
    "[lucee] step catalina.sh, heap of 2048 MiB, administrator: false\n" +
      "java: -Xms2048m -Xmx2048m -XX:+ExitOnOutOfMemoryError\n",
  );
});

test("becomes a page that a job asks for, with the same memory and folder", async () => {
  const run = start({}, { command: ["page", "/scheduled/clean-up.cfm"] });
  expect(await run.ended).toBe(0);
  expect(run.calls()).toEqual(["page /scheduled/clean-up.cfm"]);
  expect(run.output()).toContain("-Xmx512m");
  expect(existsSync(join(server, "lucee-server/bundles/a.jar"))).toBe(true);
});

describe("Lucee's folder", () => {
  test("begins with what the image has, and leaves the folder itself as it is, which may be another's", async () => {
    const before = statSync(server).mode;
    expect(await start().ended).toBe(0);
    expect(readFileSync(join(server, "lucee-server/context/.CFConfig.json"), "utf8")).toBe("{}");
    expect(statSync(server).mode).toBe(before);
  });

  test("begins anew when the container is started again", async () => {
    write(join(server, "lucee-server/context/.CFConfig.json"), "changed");
    write(join(server, "lucee-server/felix-cache/old"), "of another start");
    expect(await start().ended).toBe(0);
    expect(readFileSync(join(server, "lucee-server/context/.CFConfig.json"), "utf8")).toBe("{}");
    expect(existsSync(join(server, "lucee-server/felix-cache"))).toBe(false);
  });

  test("has to be known", async () => {
    expect(await start({ LUCEE_SERVER_DIR: "" }).ended).not.toBe(0);
  });
});

(has("busybox", spawnSync("busybox", ["true"]).status === 0) ? test : test.skip)(
  "does the same in Alpine's shell",
  async () => {
    const run = standIns.run("busybox", {
      environment: { ...ENVIRONMENT, LUCEE_SERVER_DIR: server },
      command: ["sh", ENTRYPOINT, ...TOMCAT],
    });
    expect(await run.ended).toBe(0);
    expect(run.calls()).toEqual(["catalina.sh run"]);
    expect(existsSync(join(server, "lucee-server/bundles/a.jar"))).toBe(true);
  },
);

test("has 512 MiB by default", async () => {
  const run = start();
  await run.ended;
  expect(run.output()).toContain("-Xmx512m");
});

test.each(["2g", "-1", "1 2", "2048m"])("refuses a heap of %s", async (heap) => {
  const run = start({ HEAP_MIB: heap });
  expect(await run.ended).toBe(1);
  expect(run.calls()).toEqual([]);
  expect(run.output()).toBe(`[lucee] HEAP_MIB is "${heap}"; write whole MiB, such as 2048\n`);
});

test.each(Object.keys(ENVIRONMENT))("does nothing without %s", async (name) => {
  const run = start({ [name]: "" });
  expect(await run.ended).toBe(1);
  expect(run.calls()).toEqual([]);
  expect(run.output()).toBe(`[lucee] missing environment variables: ${name}\n`);
});

test("starts without a database where one comes later, and says so", async () => {
  const none = { DATABASE_HOST: "", DATABASE_PORT: "", DATABASE_USER: "", DATABASE_PASSWORD: "" };
  const run = start({ ...none, DATABASE_LATER: "true" });
  expect(await run.ended).toBe(0);
  expect(run.output()).toContain("[lucee] no database yet: DATABASE_HOST is blank");
});

test("asks for all of a database that is there, also where one might come later", async () => {
  const run = start({ DATABASE_LATER: "true", DATABASE_PASSWORD: "" });
  expect(await run.ended).toBe(1);
  expect(run.output()).toBe("[lucee] missing environment variables: DATABASE_PASSWORD\n");
});

describe("the administrator", () => {
  test("is not opened without a password", async () => {
    const run = start({ LUCEE_ADMIN_ENABLED: "true" });
    expect(await run.ended).toBe(1);
    expect(run.output()).toBe("[lucee] missing environment variables: LUCEE_ADMIN_PASSWORD\n");
  });

  test("is opened with one, which is not shown", async () => {
    const run = start({ LUCEE_ADMIN_ENABLED: "true", LUCEE_ADMIN_PASSWORD: "value-of-admin-password" });
    expect(await run.ended).toBe(0);
    expect(run.output()).toContain("administrator: true");
    expect(run.output()).not.toContain("value-of");
  });
});

test("SIGTERM reaches what it became", async () => {
  const run = start({}, { hang: "yes" });
  await until(() => run.calls().length > 0, "it runs");
  run.child.kill("SIGTERM");
  expect(await run.ended).toBe("SIGTERM");
});

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
