import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** What happens to a request instead of, or besides, being handed on. */
export type Fault =
  /** The connection is reset before the request reaches the target. */
  | "drop"
  /** The target does what was asked, and its answer is lost: the connection is reset. */
  | "lose answer"
  /** The connection stays open and nothing ever comes. */
  | "silence"
  /** The session of the credentials has ended, in the words of the protocol that was spoken. */
  | "expired credentials"
  /** This is answered; the target does not hear of it. */
  | { readonly status: number; readonly type?: string; readonly body?: string };

/** The parts of a request by which a fault may choose. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/**
 * Stands between a program and an HTTP server of this machine, and makes the network as bad as a test wants it:
 *
 *     const proxy = new FaultProxy(emulator.endpoint);
 *     await proxy.start();
 *     proxy.latency = 100;                                    // milliseconds, for each answer
 *     proxy.fault = ({ body }) => (body.includes("CreateVpc") ? "lose answer" : undefined);
 *     await proxy.refuse();                                   // nobody listens; accept() is the way back
 *     await proxy.stop();
 */
export class FaultProxy {
  /** Milliseconds that each answer is kept back. */
  latency = 0;
  /** Chooses what goes wrong with a request. @default - nothing */
  fault: (asked: Asked) => Fault | undefined = () => undefined;
  /** Requests that have come so far. */
  requests = 0;

  private readonly agent = new Agent({ keepAlive: true });
  private readonly target: URL;
  private server: Server | undefined;
  private port = 0;

  /** @param target Address of the real server, such as `http://127.0.0.1:41234`. */
  constructor(target: string) {
    this.target = new URL(target);
  }

  /** Where the proxy answers. It stays the same until it is stopped. */
  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Listens on a free port of 127.0.0.1, or again on the one it had. */
  async start(): Promise<void> {
    const server = createServer((incoming, answer) => void this.handle(incoming, answer));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(this.port, "127.0.0.1", resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Closes the port and every connection: from now on, connections are refused. */
  async refuse(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  /** Listens again after `refuse`. */
  accept(): Promise<void> {
    return this.start();
  }

  /** Ends the proxy. */
  async stop(): Promise<void> {
    await this.refuse();
    this.agent.destroy();
  }

  private async handle(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    this.requests += 1;
    const { latency } = this;
    answer.on("error", () => {});
    try {
      const body = await bytes(incoming);
      const { method = "GET", url = "/", headers } = incoming;
      const fault = this.fault({ method, path: url, headers, body: body.toString("latin1") });
      if (fault === "silence") return;
      if (fault === "drop") return void incoming.socket.resetAndDestroy();
      if (fault === "expired credentials") return await give(answer, expired(headers), latency);
      if (typeof fault === "object") return await give(answer, fault, latency);
      const { response, content } = await this.ask(incoming, body);
      if (latency > 0) await sleep(latency);
      if (fault === "lose answer") return void incoming.socket.resetAndDestroy();
      answer.writeHead(response.statusCode!, response.rawHeaders).end(content);
    } catch {
      incoming.socket.destroy();
    }
  }

  /** Asks the target, with the caller's own Host header: what it answers leads back here. */
  private async ask(incoming: IncomingMessage, body: Buffer): Promise<{ response: IncomingMessage; content: Buffer }> {
    const { method, url, headers } = incoming;
    const { hostname, port } = this.target;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const asked = request({ agent: this.agent, hostname, port, method, path: url, headers }, resolve);
      asked.once("error", reject).end(body);
    });
    return { response, content: await bytes(response) };
  }
}

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
}

async function give(answer: ServerResponse, { status, type, body = "" }: Answer, latency: number): Promise<void> {
  if (latency > 0) await sleep(latency);
  answer.writeHead(status, type ? { "content-type": type } : {}).end(body);
}

/**
 * What AWS says to credentials whose session has ended, by protocol: JSON
 * (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html), S3's XML
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html), or the query protocols' XML.
 */
function expired(headers: IncomingMessage["headers"]): Answer {
  const message = "The security token included in the request is expired";
  if (headers["x-amz-target"]) {
    const body = JSON.stringify({ __type: "ExpiredTokenException", message });
    return { status: 400, type: "application/x-amz-json-1.1", body };
  }
  const error = `<Code>ExpiredToken</Code><Message>${message}</Message>`;
  const isS3 = headers.authorization?.includes("/s3/aws4_request");
  if (isS3) return { status: 400, type: "application/xml", body: `<Error>${error}</Error>` };
  const body = headers.authorization?.includes("/ec2/aws4_request")
    ? `<Response><Errors><Error>${error}</Error></Errors><RequestID>expired</RequestID></Response>`
    : `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>expired</RequestId></ErrorResponse>`;
  return { status: 403, type: "text/xml", body };
}

async function bytes(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
