import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createConnection, createServer, type Server } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { has } from "../needs";

const SSHD = "/usr/sbin/sshd";

/** Describe what needs sshd: skipped, visibly, where it is not installed; run in any case in CI. */
export const describeSshd = has("sshd", existsSync(SSHD)) ? describe : describe.skip;

/** Whom the server lets in for `tunnel`: somebody that this machine has, with no shell if possible. */
const USER = process.getuid?.() === 0 ? "nobody" : userInfo().username;

/**
 * What an image may say after the settings that it reads first; nearly all of it would open something. Without the last
 * line sshd would take no keys from below /tmp, where anybody may write.
 */
const IMAGE = `PermitRootLogin yes
PasswordAuthentication yes
KbdInteractiveAuthentication yes
AuthorizedKeysFile .ssh/authorized_keys
AuthorizedKeysCommand /bin/false
AuthorizedKeysCommandUser nobody
X11Forwarding yes
AllowAgentForwarding yes
PermitTunnel yes
UsePAM no
StrictModes no
`;

/** How a call of `ssh` ended. */
export interface Called {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A host with a real sshd on a free port, where a program ran that is meant for its first start. */
export class SshHost {
  readonly root = mkdtempSync(join(tmpdir(), "ssh-host-"));
  private server: ChildProcess | undefined;
  private port = 0;

  constructor(image: { readonly readsFolder: boolean } = { readsFolder: true }) {
    chmodSync(this.root, 0o755);
    // As root, sshd wants the empty folder that its package's service makes.
    if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
    for (const folder of ["bin", "etc/ssh/sshd_config.d", "etc/systemd"]) {
      mkdirSync(join(this.root, folder), { recursive: true });
    }
    this.makeKey("host");
    const include = image.readsFolder ? `Include ${this.root}/etc/ssh/sshd_config.d/*.conf\n` : "";
    writeFileSync(join(this.root, "etc/ssh/sshd_config"), `${include}HostKey ${this.root}/host\n${IMAGE}`);
    writeFileSync(join(this.root, "etc/ssh/sshd_config.d/50-image.conf"), IMAGE);
    this.program("sshd", `exec ${SSHD} -f ${this.root}/etc/ssh/sshd_config "$@"`);
    for (const name of ["useradd", "systemctl"]) this.program(name, `echo "${name} $*" >> ${this.root}/calls`);
  }

  /** Makes a key pair and returns what is in its .pub file. */
  makeKey(name: string, ...options: string[]): string {
    execFileSync("ssh-keygen", [
      "-q",
      "-t",
      "ed25519",
      ...options,
      "-N",
      "",
      "-C",
      "me@laptop",
      "-f",
      join(this.root, name),
    ]);
    return readFileSync(join(this.root, `${name}.pub`), "utf8");
  }

  /** Runs the user data here, and returns what it calls besides sshd. */
  firstStart(userData: string): string[] {
    const script = join(this.root, "user-data");
    const moved = userData.replaceAll("/etc/", `${this.root}/etc/`).replace("AllowUsers tunnel", `AllowUsers ${USER}`);
    writeFileSync(script, moved, { mode: 0o700 });
    execFileSync(script, { env: { PATH: `${join(this.root, "bin")}:${process.env["PATH"]}` }, stdio: "pipe" });
    return this.calls();
  }

  calls(): string[] {
    return this.read("calls").trim().split("\n");
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), "utf8").replaceAll(this.root, "");
  }

  /** Starts sshd and waits until it answers. */
  async serve(): Promise<void> {
    this.port = await freePort();
    const place = ["-o", "ListenAddress=127.0.0.1", "-p", String(this.port), "-o", "PidFile=none"];
    this.server = spawn(SSHD, ["-D", "-f", join(this.root, "etc/ssh/sshd_config"), ...place], { stdio: "ignore" });
    const deadline = Date.now() + 10_000;
    while (!(await answers(this.port))) {
      if (Date.now() > deadline || this.server.exitCode !== null) throw new Error("sshd does not answer");
      await sleep(50);
    }
  }

  /** Calls `ssh` with a key, as the user that is let in unless told otherwise. */
  ssh(key: string, options: readonly string[], command: readonly string[] = [], user = USER): Promise<Called> {
    const own = ["-F", "none", "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-i", join(this.root, key)];
    const trust = ["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"];
    const place = ["-p", String(this.port), `${user}@127.0.0.1`];
    return new Promise((resolve) => {
      const call = execFile("ssh", [...own, ...trust, ...options, ...place, ...command], (error, stdout, stderr) =>
        resolve({ status: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
      );
      call.stdin!.end();
    });
  }

  async remove(): Promise<void> {
    if (this.server && this.server.exitCode === null) {
      const ended = new Promise((resolve) => this.server!.once("exit", resolve));
      this.server.kill();
      await ended;
    }
    rmSync(this.root, { recursive: true });
  }

  private program(name: string, line: string): void {
    writeFileSync(join(this.root, "bin", name), `#!/bin/bash\n${line}\n`, { mode: 0o700 });
  }
}

/** A server on a free port of 127.0.0.1 that says one word to whoever comes. */
export function greeter(word: string): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => socket.end(word));
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve({ server, port: (server.address() as AddressInfo).port })),
  );
}

async function freePort(): Promise<number> {
  const { server, port } = await greeter("");
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    socket.once("data", () => resolve(socket.destroy().destroyed));
    socket.once("error", () => resolve(false));
  });
}
