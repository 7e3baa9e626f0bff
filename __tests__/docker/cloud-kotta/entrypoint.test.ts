import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { instructions, runInstruction } from "../dockerfile";
import { testDockerfile } from "../dockerfile-promises";
import { StandIns, until } from "../stand-ins";
import { FOLDER } from "./cloud-kotta";

const DOCKERFILE = join(FOLDER, "Dockerfile");
const ENTRYPOINT = join(FOLDER, "entrypoint.sh");
const GUNICORN = [
  "gunicorn --bind 0.0.0.0:8888 --workers 4 --worker-tmp-dir /dev/shm --no-control-socket --graceful-timeout 20",
  `--access-logfile - --access-logformat %(h)s "%(m)s %(U)s" %(s)s %(b)s %(M)sms kotta.web.app:create()`,
].join(" ");

describe("the Dockerfile of Cloud Kotta", () => {
  testDockerfile(DOCKERFILE, { platform: "linux/amd64" });

  test("installs exactly what requirements.txt names, each with its checksum", () => {
    expect(runInstruction(DOCKERFILE, "pip install")).toContain("--no-deps --only-binary :all: --require-hashes");
    const lines = readFileSync(join(FOLDER, "requirements.txt"), "utf8").trimEnd().split("\n").slice(1);
    expect(lines.filter((line) => !/^[a-z0-9-]+==[0-9a-z.]+ --hash=sha256:[0-9a-f]{64}$/.test(line))).toEqual([]);
    expect(lines.map((line) => line.split("==")[0])).toEqual(
      expect.arrayContaining(["boto3", "cryptography", "flask", "gunicorn"]),
    );
  });

  test("lets its user write where volumes are mounted", () => {
    expect(runInstruction(DOCKERFILE, "install --directory")).toContain("--mode 1777 /scratch /code");
    const volumes = instructions(DOCKERFILE).find(({ keyword }) => keyword === "VOLUME");
    expect(JSON.parse(volumes!.rest)).toEqual(["/tmp", "/scratch", "/code"]);
  });
});

describe("the entrypoint of Cloud Kotta", () => {
  let standIns: StandIns;
  beforeEach(() => {
    standIns = new StandIns("python", "gunicorn");
  });
  afterEach(() => standIns.clear());

  test("can be executed and stops at the first error", () => {
    expect(statSync(ENTRYPOINT).mode & 0o111).toBe(0o111);
    expect(readFileSync(ENTRYPOINT, "utf8")).toMatch(/^#!\/bin\/sh\n(#.*\n)+set -eu\n/);
  });

  test.each([
    ["web", GUNICORN],
    ["worker", "python -m kotta.worker"],
    ["queue-watcher", "python -m kotta.queue_watcher"],
    ["instance-watcher", "python -m kotta.instance_watcher"],
  ])("becomes %s, which gets SIGTERM", async (program, call) => {
    const run = standIns.run(ENTRYPOINT, { command: [program], hang: call });
    await until(() => run.calls().length > 0, "it runs");
    expect(run.pids()).toEqual([run.child.pid]);
    run.child.kill("SIGTERM");
    expect(await run.ended).toBe(0);
    expect(run.calls()).toEqual([call, "SIGTERM"]);
  });

  test("hands its words on to add-user, and the exit code back", async () => {
    const call = "python -m kotta.add_user amzn1.account.ADA --name Ada Lovelace";
    const command = ["add-user", "amzn1.account.ADA", "--name", "Ada Lovelace"];
    const run = standIns.run(ENTRYPOINT, { command, fail: call });
    expect(await run.ended).toBe(7);
    expect(run.calls()).toEqual([call]);
  });

  test("listens where it is told", async () => {
    const run = standIns.run(ENTRYPOINT, { command: ["web"], environment: { PORT: "8080", WEB_CONCURRENCY: "2" } });
    expect(await run.ended).toBe(0);
    expect(run.calls()[0]).toContain("--bind 0.0.0.0:8080 --workers 2 ");
  });

  test.each(["web", "worker"])("fetches the code before %s, which does not start without it", async (program) => {
    const environment = { CODE_KEY: "code/cloud_kotta.tar.gz" };
    const run = standIns.run(ENTRYPOINT, { command: [program], environment });
    expect(await run.ended).toBe(0);
    expect(run.calls()).toEqual(["python -m kotta.artefact", expect.stringMatching(/gunicorn|worker/)]);

    const failed = standIns.run(ENTRYPOINT, { command: [program], environment, fail: "python -m kotta.artefact" });
    expect(await failed.ended).toBe(7);
    expect(failed.calls()).toEqual(["python -m kotta.artefact"]);
  });

  test.each([[[]], [["sh"]]])("names the programs there are when asked for another: %j", async (command) => {
    const run = standIns.run(ENTRYPOINT, { command });
    expect(await run.ended).toBe(64);
    expect(run.output()).toBe(
      `[kotta] no such program: '${command.join("")}'. There are: web, worker, queue-watcher, instance-watcher, add-user.\n`,
    );
    expect(run.calls()).toEqual([]);
  });
});
