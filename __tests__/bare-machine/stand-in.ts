import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TestKey } from "../commands/openpgp/test-key";
import { releaseFiles } from "../commands/terraform/releases";

/**
 * Stands in for releases.hashicorp.com and PyPI where those cannot be reached: it serves this machine's own Terraform
 * as a release that a key of its own has signed, and this machine's own Python packages as wheels.
 */
export class StandIn {
  /** The public key that has signed the release. */
  readonly key: string;
  /** The emulator's requirements with the hashes of these wheels. */
  readonly requirements: string;
  private readonly folder = mkdtempSync(join(tmpdir(), "drydock-stand-in-"));
  private readonly server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url!, "http://localhost").pathname);
    const place = join(this.folder, path);
    const file = path.endsWith("/") ? join(place, "index.html") : place;
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": file.endsWith(".html") ? "text/html" : "application/octet-stream" });
    response.end(readFileSync(file));
  });

  constructor(root: string) {
    const version = readFileSync(join(root, ".terraform-version"), "utf8").trim();
    const key = new TestKey();
    this.key = key.armored;
    const release = join(this.folder, "terraform", version);
    mkdirSync(release, { recursive: true });
    const program = execFileSync("sh", ["-c", "command -v terraform"], { encoding: "utf8" }).trim();
    for (const [name, content] of releaseFiles(version, readFileSync(program), key))
      writeFileSync(join(release, name), content);
    const requirements = join(root, "emulator", "requirements.txt");
    const words = [join(__dirname, "wheels.py"), requirements, join(this.folder, "simple")];
    this.requirements = execFileSync("python3", words, { encoding: "utf8" });
  }

  /** Starts it and says where. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.folder, { recursive: true });
  }
}
