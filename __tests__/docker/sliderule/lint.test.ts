import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { has } from "../../needs";
import { runInstruction } from "../dockerfile";
import { testDockerfile } from "../dockerfile-promises";
import { StandIns } from "../stand-ins";

const ROOT = join(__dirname, "../../..");
const IMAGES = ["ps-nginx", "ps-server", "ps-web"];
const dockerfile = (image: string) => join(ROOT, "docker/sliderule", image, "Dockerfile");
const entrypoint = (image: string) => join(ROOT, "docker/sliderule", image, "entrypoint.sh");

/** Files below a folder, without the applications' checkouts that operators put there. */
function filesBelow(folder: string): string[] {
  return (readdirSync(join(ROOT, folder), { recursive: true }) as string[])
    .filter((path) => !/(^|\/)app\//.test(path) && statSync(join(ROOT, folder, path)).isFile())
    .map((path) => join(folder, path))
    .sort();
}

describe("shell scripts", () => {
  const scripts = filesBelow("docker").filter((path) => path.endsWith(".sh"));
  const shellcheck = spawnSync("shellcheck", ["--version"]).status === 0;
  if (process.env["CI"] && !shellcheck) {
    test("shellcheck is installed", () => {
      throw new Error("shell scripts are checked with shellcheck, which is not on PATH: apt-get install shellcheck");
    });
  }

  (has("shellcheck", shellcheck) ? test : test.skip).each(scripts)(
    "shellcheck has nothing to say about %s",
    (script) => {
      const { status, stdout } = spawnSync("shellcheck", [script], { cwd: ROOT, encoding: "utf8" });
      expect(stdout).toBe("");
      expect(status).toBe(0);
    },
  );

  test.each(IMAGES)("the entrypoint of %s can be executed and stops at the first error", (image) => {
    expect(statSync(entrypoint(image)).mode & 0o111).toBe(0o111);
    expect(readFileSync(entrypoint(image), "utf8")).toMatch(/^#!\/bin\/sh\n(#.*\n)+set -eu\n/);
  });
});

test("nothing answers Django's questions with --noinput", () => {
  const asked = filesBelow("docker/sliderule").filter((path) => !path.endsWith(".md"));
  expect(asked).toContain("docker/sliderule/ps-web/entrypoint.sh");
  expect(asked.filter((path) => /--no-?input/.test(readFileSync(join(ROOT, path), "utf8")))).toEqual([]);
});

describe.each(IMAGES)("the Dockerfile of %s", (image) => {
  testDockerfile(dockerfile(image), { platform: "linux/arm64", ours: ["PS_WEB_IMAGE"] });
});

describe.each(["ps-server", "ps-web"])("a build of %s without the application's checkout", (image) => {
  let standIns: StandIns;
  beforeEach(() => {
    standIns = new StandIns();
  });
  afterEach(() => standIns.clear());

  const check = () => {
    const command = runInstruction(dockerfile(image), "README.md").replace("/context/", `${standIns.work}/`);
    return spawnSync("sh", ["-c", command], { encoding: "utf8" });
  };

  test("stops and says what to put where", () => {
    const { status, stderr } = check();
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^app\/packages\/\S+ is missing: put a checkout of sliderule-prov-sys into docker\/sliderule\//,
    );
    expect(stderr).toContain(`docker/sliderule/${image}/app, see README.md`);
  });

  test("goes on when it is there", () => {
    const needed = /test -f \/context\/(\S+)/.exec(runInstruction(dockerfile(image), "README.md"))![1]!;
    mkdirSync(join(standIns.work, dirname(needed)), { recursive: true });
    writeFileSync(join(standIns.work, needed), "");
    expect(check()).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("Terraform in ps-server", () => {
  const SUM_OF_ARCHIVE = "0e0d6fbc1ed4cd4b9c0a9fa9a4bf5ef5c3f5e5c8a1bf8b4a8e7d0a1d0f9d0a00";
  let standIns: StandIns;
  beforeEach(() => {
    standIns = new StandIns("unzip");
  });
  afterEach(() => standIns.clear());

  /** Runs the download with a curl that delivers these sums. */
  async function download(sums: string): Promise<{ code: unknown; calls: string[]; output: string }> {
    standIns.program(
      "curl",
      `#!/bin/sh\necho "$*" > curl-arguments\nprintf archive > terraform_1.3.4_linux_arm64.zip\ncat > terraform_1.3.4_SHA256SUMS <<'SUMS'\n${sums}\nSUMS\n`,
    );
    standIns.program("download", `#!/bin/sh\n${runInstruction(dockerfile("ps-server"), "curl")}\n`);
    const run = standIns.run(join(standIns.folder, "bin/download"));
    return { code: await run.ended, calls: run.calls(), output: run.output() };
  }

  const sum = () => spawnSync("sha256sum", { input: "archive", encoding: "utf8" }).stdout.slice(0, 64);

  test("is 1.3.4 for ARM64, from HashiCorp, when its checksum is the published one", async () => {
    const { code, calls } = await download(
      `${SUM_OF_ARCHIVE}  terraform_1.3.4_linux_amd64.zip\n${sum()}  terraform_1.3.4_linux_arm64.zip`,
    );
    expect(code).toBe(0);
    expect(calls).toEqual(["unzip terraform_1.3.4_linux_arm64.zip terraform -d /usr/local/bin"]);
    const asked = readFileSync(join(standIns.work, "curl-arguments"), "utf8");
    expect(asked).toContain("https://releases.hashicorp.com/terraform/1.3.4/terraform_1.3.4_linux_arm64.zip");
    expect(asked).toContain("https://releases.hashicorp.com/terraform/1.3.4/terraform_1.3.4_SHA256SUMS");
  });

  test.each([
    ["another checksum is published", `${SUM_OF_ARCHIVE}  terraform_1.3.4_linux_arm64.zip`],
    ["no checksum is published", `${SUM_OF_ARCHIVE}  terraform_1.3.4_linux_amd64.zip`],
  ])("is refused when %s", async (_, sums) => {
    const { code, calls } = await download(sums);
    expect(code).not.toBe(0);
    expect(calls).toEqual([]);
  });
});
