import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { has } from "../../needs";
import { StandIns, until } from "../stand-ins";

const FOLDER = join(__dirname, "../../../docker/sliderule/ps-server");
const ENTRYPOINT = join(FOLDER, "entrypoint.sh");
const MIGRATE = join(FOLDER, "migrate_setup.py");

const ENVIRONMENT: Record<string, string> = {
  PS_SERVER_PORT: "50051",
  GRPC_POLL_STRATEGY: "poll",
  CLUSTER_REPO: "cluster-repo-value",
  DOMAIN: "testsliderule.org",
  S3_BUCKET: "a-bucket",
  AWS_SECRET_ACCESS_KEY: "value-of-aws-key",
};
const COMMAND = ["python", "ps_server.py"];

const FETCH =
  "aws s3 sync s3://a-bucket/prov-sys/testsliderule.org/current_cluster_tf_by_org/ ." +
  " --exclude */.terraform/* --exclude *.terraform.lock.hcl --exclude *terraform.tfstate.d* --only-show-errors";
const SETUP = `python ${MIGRATE} .`;
const SERVER = "python ps_server.py";

let standIns: StandIns;
beforeEach(() => {
  standIns = new StandIns("python", "aws");
});
afterEach(() => standIns.clear());

const start = (options: { fail?: string; hang?: string; environment?: Record<string, string> } = {}) =>
  standIns.run(ENTRYPOINT, { environment: ENVIRONMENT, command: COMMAND, ...options });

describe("the entrypoint", () => {
  test("fetches the current clusters, migrates their settings, then becomes the server", async () => {
    const run = start();
    expect(await run.ended).toBe(0);
    expect(run.calls()).toEqual([FETCH, SETUP, SERVER]);
    expect(run.pids().at(-1)).toBe(run.child.pid);
    expect(run.output()).toBe(
      "[ps-server] step fetch current clusters\n[ps-server] step migrate SetUp.json\n[ps-server] step gRPC server\n",
    );
  });

  test.each([
    ["fetch current clusters", FETCH, [FETCH]],
    ["migrate SetUp.json", SETUP, [FETCH, SETUP]],
  ])("stops where it is when `%s` fails", async (name, fail, calls) => {
    const run = start({ fail });
    expect(await run.ended).toBe(7);
    expect(run.calls()).toEqual(calls);
    expect(run.output()).toContain(`[ps-server] step ${name} failed with exit code 7\n`);
    expect(run.output()).not.toContain(ENVIRONMENT["AWS_SECRET_ACCESS_KEY"]);
  });

  test("names all missing variables in one line and does nothing", async () => {
    const run = start({ environment: { DOMAIN: "testsliderule.org", S3_BUCKET: "" } });
    expect(await run.ended).toBe(1);
    expect(run.calls()).toEqual([]);
    expect(run.output()).toBe(
      "[ps-server] missing environment variables: PS_SERVER_PORT GRPC_POLL_STRATEGY CLUSTER_REPO S3_BUCKET\n",
    );
  });

  test("lets SIGTERM reach the server", async () => {
    const run = start({ hang: SERVER });
    await until(() => run.calls().includes(SERVER), "the server runs");
    run.child.kill("SIGTERM");
    expect(await run.ended).toBe(0);
    expect(run.calls().at(-1)).toBe("SIGTERM");
  });

  test("starts nothing more once it is stopped while the fetch hangs", async () => {
    const run = start({ hang: FETCH });
    await until(() => run.calls().includes(FETCH), "the fetch runs");
    run.child.kill("SIGTERM");
    expect(await run.ended).toBe("SIGTERM");
    process.kill(run.pids()[0]!, "SIGTERM");
    await until(() => run.calls().includes("SIGTERM"), "the fetch has ended");
    expect(run.calls()).toEqual([FETCH, "SIGTERM"]);
  });
});

const python = spawnSync("python3", ["--version"]).status === 0;
if (process.env["CI"] && !python) {
  test("python3 is installed", () => {
    throw new Error("the migration of SetUp.json is tested with python3, which is not on PATH");
  });
}

(has("python3", python) ? describe : describe.skip)("migrate_setup.py", () => {
  const migrate = () => spawnSync("python3", [MIGRATE, standIns.work], { encoding: "utf8" });
  const setup = (organisation: string) => join(standIns.work, organisation, "SetUp.json");

  function write(organisation: string, text: string): void {
    mkdirSync(join(standIns.work, organisation));
    writeFileSync(setup(organisation), text);
  }

  test("renames orgName to name and keeps the rest", () => {
    write("developers", '{"orgName": "developers", "version": "v3", "isPublic": true, "now": "2023-05-03"}');
    expect(migrate().status).toBe(0);
    expect(JSON.parse(readFileSync(setup("developers"), "utf8"))).toEqual({
      name: "developers",
      version: "v3",
      isPublic: true,
      now: "2023-05-03",
    });
    expect(readdirSync(join(standIns.work, "developers"))).toEqual(["SetUp.json"]);
  });

  test("changes nothing when it runs again", () => {
    write("developers", '{"orgName": "developers", "version": "v3"}');
    migrate();
    const once = readFileSync(setup("developers"), "utf8");
    expect(migrate()).toMatchObject({ status: 0, stdout: "" });
    expect(readFileSync(setup("developers"), "utf8")).toBe(once);
  });

  test("leaves a file of today byte for byte", () => {
    const text = '{ "name":"developers",\n\n"version": "v3" }';
    write("developers", text);
    expect(migrate().status).toBe(0);
    expect(readFileSync(setup("developers"), "utf8")).toBe(text);
  });

  test("keeps a name that is already there", () => {
    write("developers", '{"orgName": "old", "name": "developers"}');
    migrate();
    expect(JSON.parse(readFileSync(setup("developers"), "utf8"))).toEqual({ name: "developers" });
  });

  test("passes over folders without settings", () => {
    mkdirSync(join(standIns.work, "protos"));
    expect(migrate().status).toBe(0);
    expect(existsSync(setup("protos"))).toBe(false);
  });

  test.each([
    ["not JSON", "{"],
    ["expected an object", "[]"],
  ])("fails and names the file when it is %s", (problem, text) => {
    write("developers", text);
    const result = migrate();
    expect(result.status).toBe(1);
    expect(result.stderr).toContain(`${setup("developers")}: ${problem}`);
    expect(readFileSync(setup("developers"), "utf8")).toBe(text);
  });
});
