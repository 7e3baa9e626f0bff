import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { instructions, runInstruction } from "../dockerfile";
import { testDockerfile } from "../dockerfile-promises";
import { StandIns } from "../stand-ins";

const FOLDER = join(__dirname, "../../../docker/idmcdb");
const WEB = join(FOLDER, "web/Dockerfile");
const WORKER = join(FOLDER, "worker/Dockerfile");

describe("the Dockerfile of web", () => {
  testDockerfile(WEB, { platform: "linux/amd64", defaults: { PYTHON_VERSION: "3.11.14" } });

  test("gives the variables that make Helix look for its database and cache in AWS", () => {
    const variables = instructions(WEB).filter(({ keyword }) => keyword === "ENV");
    const text = variables.map(({ rest }) => rest).join(" ");
    expect(text).toContain("COPILOT_SERVICE_NAME=helix");
    expect(text).toContain("DJANGO_SETTINGS_MODULE=settings_on_aws PYTHONPATH=/usr/local/lib/helix");
  });

  test("lets uWSGI listen on port 80 without root", () => {
    expect(runInstruction(WEB, "setcap")).toContain("setcap cap_net_bind_service=+ep /opt/helix/bin/uwsgi");
  });
});

describe("the Dockerfile of worker", () => {
  testDockerfile(WORKER, { platform: "linux/amd64", ours: ["WEB_IMAGE"] });

  test("starts a worker of four and no beat, which would do periodic work once for each worker", () => {
    const command = JSON.parse(
      instructions(WORKER)
        .filter(({ keyword }) => keyword === "CMD")
        .at(-1)!.rest,
    );
    expect(command).toEqual(["celery", "-A", "helix", "worker", "--loglevel", "INFO", "--concurrency", "4"]);
    expect(command).not.toContain("-B");
  });
});

test("the entrypoint can be executed and stops at the first error", () => {
  const path = join(FOLDER, "web/entrypoint.sh");
  expect(statSync(path).mode & 0o111).toBe(0o111);
  expect(readFileSync(path, "utf8")).toMatch(/^#!\/bin\/sh\n(#.*\n)+set -eu\n/);
});

describe("a build of web without the application's checkout", () => {
  let standIns: StandIns;
  beforeEach(() => {
    standIns = new StandIns();
  });
  afterEach(() => standIns.clear());

  const check = () => {
    const command = runInstruction(WEB, "README.md").replace("/context/", `${standIns.work}/`);
    return spawnSync("sh", ["-c", command], { encoding: "utf8" });
  };

  test("stops and says what to put where", () => {
    expect(check()).toMatchObject({
      status: 1,
      stderr:
        "app/manage.py is missing: put a checkout of helix-server into docker/idmcdb/web/app, see README.md there.\n",
    });
  });

  test("goes on when it is there", () => {
    mkdirSync(join(standIns.work, "app"));
    writeFileSync(join(standIns.work, "app/manage.py"), "");
    expect(check()).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("uwsgi.ini", () => {
  const lines = readFileSync(join(FOLDER, "web/uwsgi.ini"), "utf8").split("\n");

  test.each([
    ["ten processes", "processes = 10"],
    ["a minute for a request", "harakiri = 60"],
    ["port 80, where the load balancer's target is", "http-socket = 0.0.0.0:80"],
    ["an end to what the load balancer would use again", "add-header = Connection: close"],
    ["an end to the container when the application cannot be loaded", "need-app = true"],
    ["an orderly end on SIGTERM", "hook-master-start = unix_signal:15 gracefully_kill_them_all"],
  ])("has %s", (_, line) => {
    expect(lines).toContain(line);
  });

  test("has no HTTP router, which dies first and cuts answers", () => {
    expect(lines.filter((line) => /^http\s*=/.test(line))).toEqual([]);
  });
});
