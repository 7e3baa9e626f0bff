import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What a call is answered with; an answer with `__type` is an error. */
export type Answer = (input: any) => object;

/** A server that speaks AWS's JSON protocol and answers what a test says; it remembers what it was asked. */
export class FakeAws {
  answers: Record<string, Answer> = {};
  readonly asked: [call: string, input: any][] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        const call = String(request.headers["x-amz-target"]).split(".")[1]!;
        const input = JSON.parse(body);
        this.asked.push([call, input]);
        const answer = this.answers[call]!(input);
        response.writeHead("__type" in answer ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
        response.end(JSON.stringify(answer));
      });
    });
  }

  /** Starts it and gives its address. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The inputs of all calls of one kind. */
  inputs(call: string): any[] {
    return this.asked.filter(([name]) => name === call).map(([, input]) => input);
  }

  close(): void {
    this.server.close();
  }
}
