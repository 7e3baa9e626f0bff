import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { has } from "../needs";
import { once } from "../once";
import { python } from "../python";

/** The account that tests act in, by default. */
export const ACCOUNT = "111122223333";

const START_SECONDS = 60;

// A test takes milliseconds; starting Python on a busy machine does not.
jest.setTimeout(5 * START_SECONDS * 1000);

/** A running emulator, and how to call what no installed client speaks. */
export class Emulator {
  constructor(
    readonly endpoint: string,
    readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  /** Settings for any AWS SDK client. */
  client(account = ACCOUNT) {
    return {
      endpoint: this.endpoint,
      region: "us-east-1",
      credentials: { accessKeyId: account, secretAccessKey: "rehearsal" },
      maxAttempts: 1,
    };
  }

  /** Call an operation of a JSON service by its target, `AnyScaleFrontendService.TagResource`. */
  async json(service: string, target: string, body: object): Promise<any> {
    const answer = await this.post(service, JSON.stringify(body), {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": target,
    });
    return JSON.parse(answer || "{}");
  }

  /** Call an operation of a query service and return its XML. */
  query(service: string, parameters: Record<string, string>): Promise<string> {
    return this.post(service, new URLSearchParams(parameters).toString(), {
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    });
  }

  /** Call any path as a service, signed in name only: the emulator checks no signature. */
  fetch(service: string, method: string, path: string, body?: string, headers: Record<string, string> = {}) {
    const credential = `${ACCOUNT}/20261121/us-east-1/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=none`;
    return fetch(this.endpoint + path, { method, body, headers: { authorization, ...headers } });
  }

  /** End the emulator, unless it has ended, and remove its files. */
  async stop(): Promise<void> {
    const { exitCode, signalCode } = this.process;
    if (exitCode === null && signalCode === null) {
      const ended = new Promise((resolve) => this.process.once("exit", resolve));
      this.process.kill("SIGTERM");
      await ended;
    }
    rmSync(this.folder, { recursive: true });
  }

  private async post(service: string, body: string, headers: Record<string, string>): Promise<string> {
    const response = await this.fetch(service, "POST", "/", body, headers);
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text;
  }
}

/** Start an emulator and wait until it answers. */
export async function startEmulator(...options: string[]): Promise<Emulator> {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  const ready = join(folder, "ready.json");
  const [file, ...args] = python("emulator");
  const child = spawn(file, [...args, "--ready-file", ready, ...options], { stdio: ["pipe", "ignore", "inherit"] });
  for (let waited = 0; !existsSync(ready); waited += 0.05) {
    if (child.exitCode !== null || waited > START_SECONDS)
      throw new Error("The emulator did not start: python3 emulator/serve.py");
    await sleep(50);
  }
  const { port } = JSON.parse(readFileSync(ready, "utf8"));
  return new Emulator(`http://127.0.0.1:${port}`, child, folder);
}

/** Describe what needs the emulator: skipped, visibly, where moto is not installed; run in any case in CI. */
export const describeEmulated = has("the emulator", once("moto", hasMoto)) ? describe : describe.skip;

function hasMoto(): boolean {
  try {
    execFileSync("python3", ["-c", "import moto.server"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
