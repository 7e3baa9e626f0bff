import { spawn } from "node:child_process";
import { join } from "node:path";
import { FakeAgent } from "../ecs-agent";
import { type Run, StandIns, until } from "../stand-ins";
import { FakeConsole } from "./console";

const PROTECT = join(__dirname, "../../../docker/kofax-rpa/roboserver/protect.sh");
const PASSWORD = 'pa"ss\\word $HOME #1';
const ON = { ProtectionEnabled: true, ExpiresInMinutes: 15 };
const OFF = { ProtectionEnabled: false };

let standIns: StandIns;
let mc: FakeConsole;
let agent: FakeAgent;
let server: ReturnType<typeof spawn>;
beforeEach(async () => {
  standIns = new StandIns();
  mc = new FakeConsole();
  mc.users["roboserver"] = { password: PASSWORD, groups: ["Roboservers"] };
  agent = new FakeAgent();
  await Promise.all([mc.start(), agent.start()]);
  server = spawn("sleep", ["60"]);
});
afterEach(async () => {
  server.kill("SIGKILL");
  standIns.clear();
  await Promise.all([mc.stop(), agent.stop()]);
});

const start = (environment: Record<string, string> = {}): Run =>
  standIns.run(PROTECT, {
    environment: {
      ECS_AGENT_URI: agent.url,
      ROBOSERVER_MC_URL: `${mc.url}/`,
      ROBOSERVER_MC_CLUSTER: "Non Production",
      ROBOSERVER_MC_USERNAME: "roboserver",
      ROBOSERVER_MC_PASSWORD: PASSWORD,
      PROTECT_INTERVAL_SECONDS: "0.1",
      ...environment,
    },
    command: [String(server.pid)],
  });

/** Waits until the console was asked a few times more. */
async function rounds(count: number): Promise<void> {
  const wanted = mc.requests.length + count;
  await until(() => mc.requests.length >= wanted, "the console was asked again");
}

test("asks for no protection while nothing runs", async () => {
  start();
  await rounds(3);
  expect(agent.asked).toEqual([]);
});

test("protects the task while robots run, with an end, and releases it when none does", async () => {
  mc.runningRobots = 2;
  const run = start();
  await until(() => agent.asked.length > 0, "it is protected");
  await rounds(3);
  expect(agent.asked).toEqual([ON]);
  mc.runningRobots = 0;
  await until(() => agent.asked.length > 1, "it is released");
  await rounds(3);
  expect(agent.asked).toEqual([ON, OFF]);
  expect(run.output()).toBe(
    "[roboserver] protection on: 2 robots run in the cluster Non Production\n[roboserver] protection off: no robot runs\n",
  );
});

test("renews the protection at half its time", async () => {
  mc.runningRobots = 1;
  start({ PROTECT_MINUTES: "0" });
  await until(() => agent.asked.length > 2, "it is renewed");
  expect(agent.asked.slice(0, 3)).toEqual(Array(3).fill({ ...ON, ExpiresInMinutes: 0 }));
});

test("a refusal of ECS is logged once, tried again, and taken for nothing else", async () => {
  mc.runningRobots = 1;
  agent.refusal = { failure: { Reason: "DEPLOYMENT_BLOCKED" } };
  const run = start();
  await until(() => agent.asked.length > 2, "it is asked again");
  expect(run.output()).toBe('[roboserver] protection: ECS refuses: {"failure":{"Reason":"DEPLOYMENT_BLOCKED"}}\n');
  agent.refusal = undefined;
  await until(() => run.output().includes("protection on"), "it is protected");
});

test("keeps what there is while the console does not answer, and goes on when it does", async () => {
  mc.runningRobots = 1;
  const run = start();
  await until(() => agent.asked.length > 0, "it is protected");
  await mc.stop();
  await until(() => run.output().includes("the console does not say what runs"), "the console is gone");
  mc.runningRobots = 0;
  await mc.start();
  await until(() => agent.asked.length > 1, "it is released");
  expect(agent.asked).toEqual([ON, OFF]);
});

test("says so when the console does not know the cluster", async () => {
  const run = start({ ROBOSERVER_MC_CLUSTER: "Production" });
  await until(() => run.output() !== "", "it says so");
  expect(run.output()).toBe(
    "[roboserver] protection: the console's answer has no running robots of the cluster Production\n",
  );
});

test("says so when there is no agent", async () => {
  mc.runningRobots = 1;
  const run = start({ ECS_AGENT_URI: "http://127.0.0.1:9" });
  await until(() => run.output() !== "", "it says so");
  expect(run.output()).toMatch(/^\[roboserver\] protection: the agent of ECS does not answer: curl: \(7\)/);
});

test("ends with the server", async () => {
  const run = start();
  await rounds(1);
  server.kill("SIGKILL");
  expect(await run.ended).toBe(0);
});

test("shows the password neither in the log nor in arguments", async () => {
  standIns.program("curl", '#!/bin/sh\necho "$$ curl $*" >> "$CALLS"\nexec /usr/bin/curl "$@"\n');
  const run = start();
  await rounds(2);
  const seen = run.calls().join("\n") + run.output();
  expect(seen).toContain("api/mc/cluster/clusters");
  expect(seen).not.toContain("word $HOME");
});
