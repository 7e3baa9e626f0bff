import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { zipSync } from "fflate";
import { platform } from "../../../commands/terraform/provider";
import type { TestKey } from "../openpgp/test-key";

/** The files of a release of Terraform by their names, with a signature of one's own. */
export function releaseFiles(version: string, program: Uint8Array, key: TestKey): Map<string, Buffer> {
  const archive = `terraform_${version}_${platform()}.zip`;
  const zip = Buffer.from(zipSync({ "LICENSE.txt": Buffer.from("a licence"), terraform: program }, { level: 1 }));
  const other = "0".repeat(64);
  const sums = `${other}  terraform_${version}_plan9_mips.zip\n${createHash("sha256").update(zip).digest("hex")}  ${archive}\n`;
  return new Map([
    [archive, zip],
    [`terraform_${version}_SHA256SUMS`, Buffer.from(sums)],
    [`terraform_${version}_SHA256SUMS.sig`, key.sign(Buffer.from(sums))],
  ]);
}

/** A server of files by their names, which may be told to misbehave. */
export class Releases {
  readonly requests: string[] = [];
  /** Answers in place of the files, once for each name. */
  readonly once = new Map<string, (request: IncomingMessage, response: ServerResponse, file: Buffer) => void>();
  private readonly server = createServer((request, response) => this.answer(request, response));

  constructor(readonly files: Map<string, Buffer>) {}

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const name = request.url!.split("/").at(-1)!;
    this.requests.push(`${name}${request.headers.range ? ` ${request.headers.range}` : ""}`);
    const file = this.files.get(name);
    if (!file) return void response.writeHead(404).end("not found");
    const special = this.once.get(name);
    this.once.delete(name);
    if (special) return void special(request, response, file);
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    if (start >= file.length) return void response.writeHead(416, { "content-range": `bytes */${file.length}` }).end();
    const range = { "content-range": `bytes ${start}-${file.length - 1}/${file.length}` };
    response.writeHead(start > 0 ? 206 : 200, { "content-length": file.length - start, ...(start > 0 && range) });
    response.end(file.subarray(start));
  }
}
