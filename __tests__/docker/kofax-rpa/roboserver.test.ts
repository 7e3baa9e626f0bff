import { readdirSync } from "node:fs";
import { join } from "node:path";
import { instructions } from "../dockerfile";
import { StandIns, until } from "../stand-ins";
import { FakeConsole } from "./console";

const FOLDER = join(__dirname, "../../../docker/kofax-rpa/roboserver");
const ENTRYPOINT = join(FOLDER, "entrypoint.sh");
const PASSWORD = 'pa"ss\\word $HOME #1';
const SERVER = "RoboServer -p 1";
const COMMAND = SERVER.split(" ");

let standIns: StandIns;
let mc: FakeConsole;
beforeEach(async () => {
  standIns = new StandIns("RoboServer");
  mc = new FakeConsole();
  await mc.start();
});
afterEach(async () => {
  standIns.clear();
  await mc.stop();
});

const start = (environment: Record<string, string> = {}, hang = "") =>
  standIns.run(ENTRYPOINT, {
    environment: {
      ROBOSERVER_MC_URL: `${mc.url}/`,
      ROBOSERVER_MC_USERNAME: "roboserver",
      ROBOSERVER_MC_PASSWORD: PASSWORD,
      ROBOSERVER_MC_CLUSTER: "Non Production",
      MC_RETRY_SECONDS: "0.05",
      GRACE_FILE: join(standIns.folder, "healthy-until"),
      TMPDIR: standIns.work,
      ...environment,
    },
    command: COMMAND,
    hang,
  });

const addUser = (password = PASSWORD) => {
  mc.users["roboserver"] = { password, groups: ["Roboservers"] };
};

test("becomes the RoboServer once its own user can log in", async () => {
  addUser();
  const run = start();
  expect(await run.ended).toBe(0);
  expect(run.calls()).toEqual([SERVER]);
  expect(run.pids()).toEqual([run.child.pid]);
  expect(run.output()).toBe(
    "[roboserver] step log in to the Management Console as roboserver\n[roboserver] step RoboServer\n",
  );
  expect(readdirSync(standIns.work)).toEqual([]);
});

test("a console that answers but does not know the user yet is not enough", async () => {
  const run = start();
  await until(() => run.output().includes("401: the user roboserver is not there yet"), "it is refused");
  expect(run.calls()).toEqual([]);
  addUser();
  expect(await run.ended).toBe(0);
  expect(run.calls()).toEqual([SERVER]);
});

test("waits for a console that is not there, and through one that fails", async () => {
  await mc.stop();
  const run = start();
  await until(() => run.output().includes(`no answer from ${mc.url}/`), "nobody answers");
  addUser();
  mc.intercept = (_, response) => {
    response.writeHead(503).end();
    return true;
  };
  await mc.start();
  await until(() => run.output().includes("503 instead of 200"), "the console fails");
  mc.intercept = () => false;
  expect(await run.ended).toBe(0);
  expect(run.calls()).toEqual([SERVER]);
});

test("says why it waits once for each reason", async () => {
  const run = start({ MC_WAIT_SECONDS: "1" });
  await run.ended;
  expect(run.output().match(/waiting: 401/g)).toHaveLength(1);
});

test("gives up at its limit, says why, and starts nothing", async () => {
  addUser("another password");
  const run = start({ MC_WAIT_SECONDS: "1" });
  expect(await run.ended).toBe(1);
  expect(run.calls()).toEqual([]);
  expect(run.output()).toMatch(/step log in to the Management Console failed after 1 s: 401: the user roboserver/);
});

test.each([
  ["pauses", false],
  ["has asked and gets no answer", true],
])("SIGTERM ends the waiting at once while it %s", async (_, silent) => {
  let asked = false;
  mc.intercept = () => {
    asked = true;
    return silent;
  };
  const run = start({ MC_RETRY_SECONDS: "30" });
  await until(() => (silent ? asked : run.output().includes("waiting")), "it waits");
  const before = Date.now();
  run.child.kill("SIGTERM");
  expect(await run.ended).toBe(143);
  expect(Date.now() - before).toBeLessThan(1000);
  expect(run.calls()).toEqual([]);
  expect(readdirSync(standIns.work)).toEqual([]);
});

test("SIGTERM reaches the RoboServer", async () => {
  addUser();
  const run = start({}, SERVER);
  await until(() => run.calls().includes(SERVER), "the server runs");
  run.child.kill("SIGTERM");
  expect(await run.ended).toBe(0);
  expect(run.calls().at(-1)).toBe("SIGTERM");
});

test("hands the size of the heap to the RoboServer", async () => {
  addUser();
  standIns.program("RoboServer", '#!/bin/sh\necho "heap $WRAPPER_MAX_MEMORY"\n');
  const run = start({ WRAPPER_MAX_MEMORY: "2048" });
  expect(await run.ended).toBe(0);
  expect(run.output()).toContain("heap 2048\n");
});

test("shows the password neither in the log nor in arguments", async () => {
  addUser();
  standIns.program("curl", '#!/bin/sh\necho "$$ curl $*" >> "$CALLS"\nexec /usr/bin/curl "$@"\n');
  const run = start();
  expect(await run.ended).toBe(0);
  const seen = run.calls().join("\n") + run.output();
  expect(seen).toContain("getVersion");
  expect(seen).not.toContain("word $HOME");
});

test("names all missing variables in one line", async () => {
  const run = start({ ROBOSERVER_MC_URL: "", ROBOSERVER_MC_PASSWORD: "" });
  expect(await run.ended).toBe(1);
  expect(run.output()).toBe("[roboserver] missing environment variables: ROBOSERVER_MC_URL ROBOSERVER_MC_PASSWORD\n");
});

test("refuses a URL without a slash at its end", async () => {
  const run = start({ ROBOSERVER_MC_URL: mc.url });
  expect(await run.ended).toBe(1);
  expect(run.output()).toBe(`[roboserver] ROBOSERVER_MC_URL is ${mc.url}: it must end with a slash\n`);
});

test("SIGTERM reaches the RoboServer although its protection fails beside it", async () => {
  addUser();
  mc.runningRobots = 1;
  const run = start({ ECS_AGENT_URI: "http://127.0.0.1:9", PROTECT_INTERVAL_SECONDS: "0.1" }, SERVER);
  await until(() => run.calls().includes(SERVER), "the server runs");
  await until(() => run.output().includes("the agent of ECS does not answer"), "the protection has failed");
  run.child.kill("SIGTERM");
  expect(await run.ended).toBe(0);
  expect(run.calls()).toEqual([SERVER, "SIGTERM"]);
  expect(run.pids()).toEqual([run.child.pid, run.child.pid]);
});

test("the image has the vendor's command", () => {
  const all = instructions(join(FOLDER, "Dockerfile")).map(({ keyword, rest }) => `${keyword} ${rest}`);
  expect(all.slice(-2)).toEqual([
    'ENTRYPOINT ["/usr/local/lib/kofax-rpa/roboserver/entrypoint.sh"]',
    'CMD ["/kapow/bin/roboserver.sh"]',
  ]);
});
