import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** The part of a task's ECS agent that turns its protection on and off. */
export class FakeAgent {
  /** What was asked, in order. */
  readonly asked: { ProtectionEnabled: boolean; ExpiresInMinutes?: number }[] = [];
  /** What ECS answers in place of doing it. */
  refusal: object | undefined;
  private server: Server | undefined;

  /** What ECS gives the task as ECS_AGENT_URI. */
  get url(): string {
    return `http://127.0.0.1:${(this.server!.address() as AddressInfo).port}/api/task-id`;
  }

  async start(): Promise<void> {
    this.server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const right = request.method === "PUT" && request.url === "/api/task-id/task-protection/v1/state";
      if (!right) {
        response.writeHead(404).end();
        return;
      }
      const wish = JSON.parse(Buffer.concat(chunks).toString());
      this.asked.push(wish);
      response.writeHead(200).end(JSON.stringify(this.refusal ?? { protection: wish }));
    });
    await new Promise<void>((resolve) => this.server!.listen(0, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    this.server!.closeAllConnections();
    await new Promise<void>((resolve) => this.server!.close(() => resolve()));
  }
}
