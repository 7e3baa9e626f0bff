import { join } from "node:path";
import { StandIns, until } from "../stand-ins";

const ENTRYPOINT = join(__dirname, "../../../docker/sliderule/ps-nginx/entrypoint.sh");

let standIns: StandIns;
beforeEach(() => {
  standIns = new StandIns("nginx");
});
afterEach(() => standIns.clear());

test("checks the configuration, then becomes nginx", async () => {
  const run = standIns.run(ENTRYPOINT);
  expect(await run.ended).toBe(0);
  expect(run.calls()).toEqual(["nginx -t -q", "nginx"]);
  expect(run.pids().at(-1)).toBe(run.child.pid);
  expect(run.output()).toBe("[ps-nginx] step check configuration\n[ps-nginx] step nginx\n");
});

test("stops when the configuration is broken", async () => {
  const run = standIns.run(ENTRYPOINT, { fail: "nginx -t -q" });
  expect(await run.ended).toBe(7);
  expect(run.calls()).toEqual(["nginx -t -q"]);
  expect(run.output()).toContain("[ps-nginx] step check configuration failed with exit code 7\n");
});

test("lets SIGTERM reach nginx", async () => {
  const run = standIns.run(ENTRYPOINT, { hang: "nginx" });
  await until(() => run.calls().includes("nginx"), "nginx runs");
  run.child.kill("SIGTERM");
  expect(await run.ended).toBe(0);
  expect(run.calls().at(-1)).toBe("SIGTERM");
});
