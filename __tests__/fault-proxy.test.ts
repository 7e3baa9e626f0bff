import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { FaultProxy } from "./fault-proxy";

describe("the fault proxy", () => {
  let server: Server;
  let proxy: FaultProxy;
  let heard: string[];

  beforeEach(async () => {
    heard = [];
    server = createServer((incoming, answer) => {
      let body = "";
      incoming.on("data", (chunk) => (body += chunk));
      incoming.on("end", () => {
        heard.push(`${incoming.method} ${incoming.url} ${body}`.trim());
        answer.writeHead(201, { "x-host": incoming.headers.host }).end(`did ${body}`);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    proxy = new FaultProxy(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await proxy.start();
  });
  afterEach(async () => {
    await proxy.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const post = (init: RequestInit = {}) => fetch(`${proxy.endpoint}/a?b`, { method: "POST", body: "work", ...init });

  it("hands on method, path, body, the caller's host, and the answer", async () => {
    const answer = await post();
    expect(answer.status).toBe(201);
    expect(answer.headers.get("x-host")).toBe(new URL(proxy.endpoint).host);
    expect(await answer.text()).toBe("did work");
    expect(heard).toEqual(["POST /a?b work"]);
    expect(proxy.requests).toBe(1);
  });

  it("keeps each answer back for as long as it is told", async () => {
    proxy.latency = 200;
    const begin = performance.now();
    await post();
    // Timers may be a millisecond early.
    expect(performance.now() - begin).toBeGreaterThan(195);
  });

  it("drops a request before the server hears of it", async () => {
    proxy.fault = () => "drop";
    await expect(post()).rejects.toThrow();
    expect(heard).toEqual([]);
  });

  it("loses an answer after the server did what was asked", async () => {
    proxy.fault = ({ body }) => (body === "work" ? "lose answer" : undefined);
    await expect(post()).rejects.toThrow();
    expect(heard).toEqual(["POST /a?b work"]);
  });

  it("never answers", async () => {
    proxy.fault = () => "silence";
    await expect(post({ signal: AbortSignal.timeout(300) })).rejects.toThrow(/timeout/);
    expect(heard).toEqual([]);
  });

  it("answers by itself", async () => {
    proxy.fault = ({ path }) => (path === "/a?b" ? { status: 503, type: "text/html", body: "<html>" } : undefined);
    const answer = await post();
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
      503,
      "text/html",
      "<html>",
    ]);
  });

  it.each([
    ["JSON", { "x-amz-target": "DynamoDB_20120810.PutItem" }, "ExpiredTokenException"],
    ["S3", { authorization: "AWS4-HMAC-SHA256 Credential=a/20260101/r/s3/aws4_request" }, "<Error><Code>ExpiredToken"],
    ["EC2", { authorization: "AWS4-HMAC-SHA256 Credential=a/20260101/r/ec2/aws4_request" }, "<Errors><Error><Code>"],
    ["query", {}, "<Code>ExpiredToken</Code>"],
  ])("says in %s that credentials have expired", async (_protocol, headers, words) => {
    proxy.fault = () => "expired credentials";
    const answer = await post({ headers: headers as unknown as Record<string, string> });
    expect([400, 403]).toContain(answer.status);
    expect(await answer.text()).toContain(words);
  });

  it("refuses connections, and takes them again on the same port", async () => {
    const { endpoint } = proxy;
    await proxy.refuse();
    await expect(post()).rejects.toThrow();
    await proxy.accept();
    expect(proxy.endpoint).toBe(endpoint);
    expect((await post()).status).toBe(201);
  });
});
