import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** What `npm run test:bare-machine` needs; undefined if all of it is there, or else what is missing and how to get it. */
export function missing(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "root on Linux";
  if (spawnSync("debootstrap", ["--version"]).error) return "debootstrap (apt-get install debootstrap)";
  return undefined;
}

/** A folder of the machine that is there in the root, too. */
interface Shared {
  readonly from: string;
  readonly to: string;
}

/** Debian with Python 3 and this machine's Node, and nothing else. */
export class DebianRoot {
  readonly folder = mkdtempSync(join(tmpdir(), "drydock-bare-machine-"));

  constructor() {
    const packages = "--include=python3,python3-venv,ca-certificates";
    const mirror = spawnSync("apt-get", ["indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"], {
      encoding: "utf8",
    });
    const words = ["--variant=minbase", packages, "bookworm", this.folder, ...mirror.stdout.split("\n").slice(0, 1)];
    const { status, stdout } = spawnSync(
      "debootstrap",
      words.filter((word) => word !== ""),
      { encoding: "utf8" },
    );
    if (status !== 0) throw new Error(`debootstrap failed:\n${stdout.slice(-2000)}`);
    this.putNode();
  }

  /** Runs a command in the root. What it mounts is gone when it ends. */
  async run(
    command: string,
    variables: Record<string, string>,
    shared: readonly Shared[],
  ): Promise<{ exitCode: number | null; output: string }> {
    for (const { to } of shared) mkdirSync(join(this.folder, to), { recursive: true });
    const mounts = [
      `mount -t proc proc '${this.folder}/proc'`,
      `mount --rbind /dev '${this.folder}/dev'`,
      ...shared.map(({ from, to }) => `mount --bind '${from}' '${this.folder}${to}'`),
    ];
    const env = Object.entries({
      PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
      HOME: "/root",
      LANG: "C.UTF-8",
      ...variables,
    });
    const inside = [
      "chroot",
      this.folder,
      "env",
      "-i",
      ...env.map(([name, value]) => `${name}=${value}`),
      "sh",
      "-c",
      command,
    ];
    const child = spawn(
      "unshare",
      ["--mount", "sh", "-c", `set -e; ${mounts.join("; ")}; exec "$@"`, "sh", ...inside],
      {
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
    const exitCode = await new Promise<number | null>((resolve) => child.once("close", resolve));
    return { exitCode, output };
  }

  remove(): void {
    // Quicker than Node with 100,000 files, and it never follows into what is mounted.
    spawnSync("rm", ["-rf", "--one-file-system", this.folder]);
  }

  /** Node as its archive has it: the program, npm and npx. */
  private putNode(): void {
    const local = join(this.folder, "usr", "local");
    cpSync(realpathSync(process.execPath), join(local, "bin", "node"));
    const npm = join(local, "lib", "node_modules", "npm");
    cpSync(npmFolder(), npm, { recursive: true });
    for (const name of ["npm", "npx"])
      symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(local, "bin", name));
  }
}

/** Where the machine's npm is. */
function npmFolder(): string {
  const { stdout } = spawnSync("npm", ["root", "--global"], { encoding: "utf8" });
  const places = [
    join(stdout.trim(), "npm"),
    join(dirname(realpathSync(process.execPath)), "..", "lib", "node_modules", "npm"),
  ];
  return places.find((place) => existsSync(place))!;
}
