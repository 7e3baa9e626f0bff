import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../free-port";

const NOBODY = 65_534;
const AS_NOBODY = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/** The nginx of this machine, or undefined. */
export const nginx = ["nginx", "/usr/sbin/nginx"].find((path) => spawnSync(path, ["-v"]).status === 0);

/** What an nginx answered. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A real nginx with a real configuration, moved to a free port and a scratch folder, without privileges. */
export class RealNginx {
  private readonly folder = mkdtempSync(join(tmpdir(), "nginx-"));
  private child: ChildProcess | undefined;
  private port = 0;

  constructor() {
    chmodSync(this.folder, 0o755);
    for (const name of ["tmp", "staticfiles", "staticfiles/images"]) {
      mkdirSync(join(this.folder, name));
    }
    chmodSync(join(this.folder, "tmp"), 0o777);
  }

  /** Puts a file among the static files, or beside their folder with `../`. */
  file(name: string, text: string): void {
    writeFileSync(join(this.folder, "staticfiles", name), text);
  }

  /** Writes the configuration with each text replaced everywhere; a text that is not in it is an error. */
  async configure(configuration: string, replacements: Record<string, string>): Promise<void> {
    this.port = await freePort();
    const moved: Record<string, string> = {
      "listen 80;": `listen 127.0.0.1:${this.port};`,
      "/tmp/": `${this.folder}/tmp/`,
      "/srv/": `${this.folder}/`,
      "/dev/stdout": `${this.folder}/tmp/access.log`,
      ...replacements,
    };
    let text = readFileSync(configuration, "utf8");
    for (const [old, replacement] of Object.entries(moved)) {
      if (!text.includes(old)) {
        throw new Error(`${configuration} has no "${old}"`);
      }
      text = text.replaceAll(old, replacement);
    }
    writeFileSync(join(this.folder, "nginx.conf"), text);
  }

  private get arguments(): string[] {
    return ["-c", join(this.folder, "nginx.conf"), "-e", "stderr"];
  }

  /** Runs `nginx -t`. */
  check(): { status: number | null; stderr: string } {
    return spawnSync(nginx!, ["-t", ...this.arguments], { encoding: "utf8", ...AS_NOBODY });
  }

  /** Starts nginx and waits until it answers. */
  async start(): Promise<void> {
    const log = openSync(join(this.folder, "error.log"), "w");
    this.child = spawn(nginx!, this.arguments, { stdio: ["ignore", log, log], ...AS_NOBODY });
    closeSync(log);
    const deadline = Date.now() + 5_000;
    while ((await this.get("/").catch(() => undefined)) === undefined) {
      if (Date.now() > deadline) {
        throw new Error(`nginx does not answer: ${readFileSync(join(this.folder, "error.log"), "utf8")}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Asks for a path as it stands, without tidying it up. */
  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const call = request({ host: "127.0.0.1", port: this.port, path, headers, agent: false }, (response) => {
        let body = "";
        response.on("data", (chunk) => {
          body += chunk;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      });
      call.on("error", reject);
      call.end();
    });
  }

  /** Stops nginx with a signal and resolves with its exit code. */
  stop(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.child;
    if (child === undefined || child.exitCode !== null) {
      return Promise.resolve(child?.exitCode ?? null);
    }
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    child.kill(signal);
    return ended;
  }

  /** Stops nginx and removes the folder. */
  async clear(): Promise<void> {
    await this.stop("SIGTERM");
    rmSync(this.folder, { recursive: true });
  }
}

/** Starts an HTTP server on a free port of 127.0.0.1. */
export async function serve(handler: Parameters<typeof createServer>[1]): Promise<{ server: Server; port: number }> {
  const server = createServer(handler!);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, port: (server.address() as AddressInfo).port };
}
