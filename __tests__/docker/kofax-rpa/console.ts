import { execFileSync } from "node:child_process";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { unzipSync } from "fflate";

/** A user as the console keeps it. */
export interface User {
  /** The password, or what a restore has put in its place: `{bcrypt}` and a hash; nobody's if it is empty. */
  readonly password: string;
  readonly groups: readonly string[];
}

/** The groups of the backup. */
export const GROUPS = [
  "RPA Administrators",
  "Developers",
  "KappletAdmins",
  "KappletUsers",
  "Roboservers",
  "Synchronizers",
];

const PING = "<map><entry><string>application</string></entry></map>";

/**
 * A server that behaves as the Management Console does. What it remembers (users, groups, host) is its database:
 * it stays when the server stops, as it does when a task is replaced.
 */
export class FakeConsole {
  users: Record<string, User> = { admin: { password: "admin", groups: ["RPA Administrators"] } };
  groups = ["RPA Administrators"];
  clusterHost = "";
  clusterPassword = "";
  /** Options that a restore has brought; they win over the defaults of the environment. */
  options: Record<string, string> = {};
  /** Requests in order, as `METHOD path`; logins that only ask for the version are left out. */
  readonly requests: string[] = [];
  /** Bodies of the requests that had one, by `METHOD path`, the last one each. */
  readonly bodies: Record<string, string> = {};
  /** Robots that run in the cluster. */
  runningRobots = 0;
  /** Robots that were queued. */
  readonly queued: string[] = [];
  /** Restores that were asked for. */
  restores = 0;
  /** Requests to /Ping that are answered with 503 before the server has started. */
  startsAfter = 0;
  /** Lists that still show the old state after a restore was accepted. */
  restoreTakes = 0;
  /** Answers a request itself when it returns true. */
  intercept: (request: string, response: ServerResponse) => boolean = () => false;
  private server: Server | undefined;
  private port = 0;
  private pendingLists = 0;

  /** Base URL without a slash at the end; the same after each start. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Listens, on the port it had before if it had one. */
  async start(): Promise<void> {
    const server = createServer((request, response) => void this.answer(request, response));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    this.port = (server.address() as AddressInfo).port;
  }

  /** Ends all connections and listens no more. */
  async stop(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }

  /** What a restore with mode Reset leaves: what is in the archive. The host of the database loses its domain. */
  private reset(archive: Uint8Array): void {
    const xml = Buffer.from(unzipSync(archive)["global.xml"]!).toString();
    const names = (element: string, name: string) =>
      [...xml.matchAll(new RegExp(`<${element}(?: [^>]*)?>\\s*<${name}>([^<]*)</${name}>`, "g"))].map(
        ([, text]) => text!,
      );
    const [, password = ""] = /<passwordHash>([^<]*)<\/passwordHash>/.exec(xml) ?? [];
    this.users = Object.fromEntries(names("user", "userName").map((name) => [name, { password, groups: [] }]));
    this.groups = names("group", "name");
    const pairs = xml.matchAll(/<name>([A-Z_]+)<\/name>\s*(?:<value\/>|<value>([^<]*)<\/value>)/g);
    this.options = Object.fromEntries([...pairs].map(([, name, value = ""]) => [name, value]));
    const [, label, port] = /<host>([^.<]*)[^:<]*(:\d+)<\/host>/.exec(xml)!;
    this.clusterHost = label! + port!;
    this.clusterPassword = "";
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url!;
    const name = `${request.method} ${path}`;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const body = bytes.toString("latin1").startsWith("{") ? bytes.toString() : bytes.toString("latin1");
    if (path === "/Ping") {
      this.startsAfter -= 1;
      this.send(response, this.startsAfter < 0 ? 200 : 503, PING);
      return;
    }
    if (path !== "/api/mc/misc/getVersion") this.requests.push(name);
    if (body) this.bodies[name] = body;
    if (this.intercept(name, response)) return;
    if (!this.loggedIn(request)) {
      this.send(response, 401, "");
      return;
    }
    const [status, text] = this.handle(name, body);
    this.send(response, status, text);
  }

  private loggedIn(request: IncomingMessage): boolean {
    const [, basic = ""] = /^Basic (.*)$/.exec(request.headers.authorization ?? "") ?? [];
    const [, user = "", password = ""] = /^([^:]*):(.*)$/s.exec(Buffer.from(basic, "base64").toString()) ?? [];
    const kept = this.users[user]?.password;
    return kept?.startsWith("{") ? isHashOf(kept, password) : kept === password && password !== "";
  }

  private handle(name: string, body: string): [status: number, body: string] {
    switch (name) {
      case "GET /api/mc/misc/getVersion":
        return [200, "11.4.0"];
      case "POST /secure/Restore": {
        const file = /name="fileField"; filename=[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(body)?.[1];
        if (!/name="restoreMode"\r\n\r\nReset\r\n/.test(body) || file === undefined) return [400, ""];
        this.restores += 1;
        this.pendingLists = this.restoreTakes;
        this.reset(Buffer.from(file, "latin1"));
        return [200, ""];
      }
      case "GET /api/mc/user/page":
        return this.list(
          Object.keys(this.users).map((userName) => ({ userName })),
          [{}, {}],
        );
      case "GET /api/mc/user/group/page":
        return this.list(
          this.groups.map((groupName) => ({ groupName })),
          [{}],
        );
      case "POST /api/mc/user/add": {
        const { userName, password, groupNames } = JSON.parse(body);
        if (this.users[userName]) return [409, ""];
        if (groupNames.some((group: string) => !this.groups.includes(group))) return [400, ""];
        this.users[userName] = { password, groups: groupNames };
        return [200, "{}"];
      }
      case "PUT /api/mc/user/resetPassword": {
        const { username, oldPassword, newPassword } = JSON.parse(body);
        if (this.users[username]?.password !== oldPassword) return [400, ""];
        this.users[username] = { ...this.users[username]!, password: newPassword };
        return [200, "{}"];
      }
      case "GET /api/mc/cluster/clusters":
        return [200, JSON.stringify({ data: [{ id: 17, name: "Non Production", runningRobots: this.runningRobots }] })];
      case "GET /api/mc/cluster/17/getClusterSettings":
        return [
          200,
          JSON.stringify({ clusterId: 17, databaseSettings: [{ host: this.clusterHost, fileContent: "jar" }] }),
        ];
      case "PUT /api/mc/cluster/setClusterSettings":
        this.clusterHost = JSON.parse(body).databaseSettings[0].host;
        this.clusterPassword = JSON.parse(body).databaseSettings[0].password;
        return [200, "{}"];
      case "PUT /api/mc/cluster/applyClusterSettings":
        return [200, "{}"];
      case "POST /api/mc/tasks/queueRobot":
        this.queued.push(JSON.parse(body).robotInfo.robotName);
        return [200, "{}"];
      default:
        return [404, ""];
    }
  }

  private list(data: unknown[], during: unknown[]): [number, string] {
    const shown = this.pendingLists > 0 ? during : data;
    this.pendingLists = Math.max(0, this.pendingLists - 1);
    return [200, JSON.stringify({ count: shown.length, page: 0, data: shown })];
  }

  private send(response: ServerResponse, status: number, body: string): void {
    response.writeHead(status, { "content-type": body.startsWith("{") ? "application/json" : "text/plain" });
    response.end(body);
  }
}

/** Hashes are slow by design; what was compared before is known. */
const compared = new Map<string, boolean>();

/** Whether the C library finds the password's hash to be this one, which must be named as Spring Security wants it. */
function isHashOf(kept: string, password: string): boolean {
  const [, hash] = /^\{bcrypt\}\$2a(\$10\$.{53})$/.exec(kept) ?? [];
  if (!hash) return false;
  const known = compared.get(hash + password);
  if (known !== undefined) return known;
  const crypt = ["-e", 'print crypt($ENV{PASSWORD}, "\\$2b$ENV{HASH}")'];
  const answer = execFileSync("perl", crypt, { env: { PASSWORD: password, HASH: hash }, encoding: "utf8" });
  compared.set(hash + password, answer === `$2b${hash}`);
  return compared.get(hash + password)!;
}
