import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { has } from "../../needs";
import { nginx, RealNginx, serve } from "../../servers/real-nginx";

const CONFIGURATION = join(__dirname, "../../../docker/sliderule/ps-nginx/nginx.conf");
const text = readFileSync(CONFIGURATION, "utf8");

test("writes below /tmp only", () => {
  const written = [...text.matchAll(/^\s*(?:pid|\w+_temp_path|access_log|error_log)\s+(\S+)/gm)].map(
    ([, path]) => path,
  );
  expect(written).toHaveLength(8);
  expect(written.filter((path) => !path?.startsWith("/tmp/"))).toEqual(["stderr", "/dev/stdout;"]);
});

test("keeps connections longer than the load balancer does", () => {
  expect(Number(/keepalive_timeout (\d+)s;/.exec(text)?.[1])).toBeGreaterThan(900);
});

test("listens on port 80, where the load balancer's target is", () => {
  expect(text.match(/^\s*listen .*$/gm)).toEqual(["        listen 80;"]);
});

if (process.env["CI"] && nginx === undefined) {
  test("nginx is installed", () => {
    throw new Error("the configuration is tested with a real nginx, which is not on PATH: apt-get install nginx-light");
  });
}

(has("nginx", nginx !== undefined) ? describe : describe.skip)("a real nginx with this configuration", () => {
  let front: RealNginx;
  let site: Server;

  beforeAll(async () => {
    const { server, port } = await serve((request, response) => {
      switch (request.url) {
        case "/slow":
          setTimeout(() => response.end("at last"), 1_500);
          return;
        case "/ping/slow":
          return;
        case "/moved":
          response.writeHead(302, { location: "http://elsewhere.example/a" }).end();
          return;
        default:
          response.end(JSON.stringify({ url: request.url, headers: request.headers }));
      }
    });
    site = server;
    front = new RealNginx();
    front.file("site.css", "body {}");
    front.file("images/favicon.ico", "an icon");
    front.file("../private.txt", "not for everyone");
    // Seconds stand for the minutes of the real limits: 1 s for the health check, 4 s for the rest.
    await front.configure(CONFIGURATION, {
      "127.0.0.1:8000": `127.0.0.1:${port}`,
      "proxy_read_timeout 900s;": "proxy_read_timeout 4s;",
      "proxy_read_timeout 30s;": "proxy_read_timeout 1s;",
    });
    await front.start();
  });
  afterAll(async () => {
    await front?.clear();
    site.closeAllConnections();
    site.close();
  });

  const seen = async (path: string, headers?: Record<string, string>) =>
    JSON.parse((await front.get(path, headers)).body) as { url: string; headers: Record<string, string> };

  test("is accepted by nginx -t without privileges", () => {
    const { status, stderr } = front.check();
    expect(stderr).toContain("syntax is ok");
    expect(status).toBe(0);
  });

  test("passes on what the load balancer said of the caller's protocol", async () => {
    expect((await seen("/", { "x-forwarded-proto": "https" })).headers["x-forwarded-proto"]).toBe("https");
    expect((await seen("/", { "x-forwarded-proto": "http" })).headers["x-forwarded-proto"]).toBe("http");
    expect((await seen("/")).headers).not.toHaveProperty("x-forwarded-proto");
  });

  test("passes on the host and the caller's address", async () => {
    const { headers } = await seen("/", { host: "ps.testsliderule.org", "x-forwarded-for": "192.0.2.1" });
    expect(headers["host"]).toBe("ps.testsliderule.org");
    expect(headers["x-forwarded-for"]).toBe("192.0.2.1, 127.0.0.1");
  });

  test("asks the site for /ping/ and sends /ping there", async () => {
    expect((await seen("/ping/")).url).toBe("/ping/");
    expect(await front.get("/ping")).toMatchObject({ status: 301, headers: { location: "/ping/" } });
  });

  test("gives up on a hanging health check long before it gives up on a page", async () => {
    const [health, page] = await Promise.all([front.get("/ping/slow"), front.get("/slow")]);
    expect(health.status).toBe(504);
    expect(page).toMatchObject({ status: 200, body: "at last" });
  });

  test("serves static files by itself", async () => {
    const css = await front.get("/static/site.css");
    expect(css).toMatchObject({ status: 200, body: "body {}", headers: { "content-type": "text/css" } });
    expect(await front.get("/favicon.ico")).toMatchObject({ status: 200, body: "an icon" });
    expect((await front.get("/static/missing.css")).status).toBe(404);
  });

  test.each([
    "/static../private.txt",
    "/static/../private.txt",
    "/static/%2e%2e/private.txt",
    "/static//../../private.txt",
  ])("does not let %s climb out of the static files", async (path) => {
    expect((await front.get(path)).body).not.toContain("not for everyone");
  });

  test("redirects without naming http:// or a port", async () => {
    expect(await front.get("/static/images", { host: "ps.testsliderule.org" })).toMatchObject({
      status: 301,
      headers: { location: "/static/images/" },
    });
  });

  test("leaves the site's own redirects alone", async () => {
    expect((await front.get("/moved")).headers.location).toBe("http://elsewhere.example/a");
  });

  test("does not tell its version", async () => {
    expect((await front.get("/")).headers.server).toBe("nginx");
  });

  test("ends by itself on SIGQUIT, the signal of the image", async () => {
    expect(await front.stop("SIGQUIT")).toBe(0);
  });
});
