import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ACCOUNT } from "../../emulator/emulator";

export const CLUSTER = `arn:aws:ecs:us-east-1:${ACCOUNT}:cluster/kotta`;

/** The agent of ECS, as one task sees it: who it is, and its protection. */
export class Agent {
  /** Every protection that was asked for, in order. */
  readonly protections: boolean[] = [];
  /** The cluster of the task. */
  cluster = CLUSTER;
  /** Whether the agent refuses to protect. */
  refuses = false;
  private constructor(
    readonly task: string,
    private readonly server: Server,
  ) {}

  static async start(task = `arn:aws:ecs:us-east-1:${ACCOUNT}:task/kotta/${Math.random().toString(16).slice(2)}`) {
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        const [status, answer] = agent.answer(`${request.method} ${request.url}`, body);
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
      });
    });
    const agent = new Agent(task, server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return agent;
  }

  /** The variables that ECS sets. */
  get environment(): Record<string, string> {
    const url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return { ECS_AGENT_URI: url, ECS_CONTAINER_METADATA_URI_V4: `${url}/v4/container` };
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(call: string, body: string): [number, object] {
    if (call === "GET /v4/container/task") {
      return [200, { TaskARN: this.task, Cluster: this.cluster, LaunchType: "FARGATE" }];
    }
    if (call !== "PUT /task-protection/v1/state") return [404, { message: `no such path: ${call}` }];
    const { ProtectionEnabled, ExpiresInMinutes } = JSON.parse(body);
    // The longest protection there is: 48 hours.
    if (this.refuses || ExpiresInMinutes > 2880) {
      return [200, { failure: { Arn: this.task, Reason: "TASK_NOT_VALID", Detail: "no task of a service" } }];
    }
    this.protections.push(ProtectionEnabled);
    return [200, { protection: { TaskArn: this.task, ProtectionEnabled } }];
  }
}
