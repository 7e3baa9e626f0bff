import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { userData } from "../../modules/ec2/instance-user-data";

/** An instance's programs, which write down how they are called; `blkid` and `mountpoint` answer as they are told. */
class Instance {
  readonly root = mkdtempSync(join(tmpdir(), "instance-"));

  constructor(answers: { formatted: boolean; mounted: boolean }) {
    mkdirSync(join(this.root, "bin"));
    mkdirSync(join(this.root, "ecs"));
    this.program("blkid", answers.formatted ? 0 : 2);
    this.program("mountpoint", answers.mounted ? 0 : 1);
    for (const name of ["mkfs.xfs", "mount", "sleep"]) this.program(name, 0);
  }

  /** Starts the instance with its user data, the way cloud-init does: what is after the first line is a program. */
  start(text: string): void {
    expect(text.split("\n")[0]).toBe("#cloud-boothook");
    const hook = join(this.root, "hook");
    const moved = text.replaceAll("/etc/ecs", join(this.root, "ecs")).replaceAll("/var/lib", join(this.root, "lib"));
    writeFileSync(hook, moved.slice(moved.indexOf("\n") + 1));
    chmodSync(hook, 0o700);
    execFileSync(hook, { env: { PATH: `${join(this.root, "bin")}:${process.env["PATH"]}` }, stdio: "pipe" });
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), "utf8").replaceAll(this.root, "");
  }

  private program(name: string, exitCode: number): void {
    const path = join(this.root, "bin", name);
    const calls = join(this.root, "calls");
    writeFileSync(path, `#!/bin/bash\necho "${name} $*" >> ${calls}\nexit ${exitCode}\n`);
    chmodSync(path, 0o700);
  }
}

describe("an instance of a cluster", () => {
  let instance: Instance;
  const started = (answers: { formatted: boolean; mounted: boolean }, scratch = true) => {
    instance = new Instance(answers);
    instance.start(userData({ cluster: "shop-prod", scratch }));
    return instance;
  };
  afterEach(() => rmSync(instance.root, { recursive: true }));

  it("joins its cluster, keeps tasks from its own credentials, makes room when Spot takes it back, and soon removes what tasks left", () => {
    expect(started({ formatted: false, mounted: false }, false).read("ecs/ecs.config").trim().split("\n")).toEqual([
      "ECS_CLUSTER=shop-prod",
      "ECS_AWSVPC_BLOCK_IMDS=true",
      "ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=true",
      "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true",
      "ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION=10m",
    ]);
    expect(() => instance.read("calls")).toThrow("no such file");
  });

  const calls = () =>
    instance
      .read("calls")
      .trim()
      .split("\n")
      .filter((call) => !/^(sleep|blkid|mountpoint) /.test(call));

  it("formats its scratch disk and puts it where Docker keeps the volumes of tasks", () => {
    started({ formatted: false, mounted: false });
    expect(calls()).toEqual(["mkfs.xfs -q /dev/xvdf", "mount -o nodev,nosuid /dev/xvdf /lib/docker/volumes"]);
  });

  it("does not format a disk that has something on it, and mounts it anew after a restart", () => {
    started({ formatted: true, mounted: false });
    expect(calls()).toEqual(["mount -o nodev,nosuid /dev/xvdf /lib/docker/volumes"]);
  });

  it("leaves a disk alone that is in its place", () => {
    started({ formatted: true, mounted: true });
    expect(calls()).toEqual([]);
  });
});
