import { type ChildProcess, spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { freePort } from "../free-port";
import { until } from "./stand-ins";

const FOLDER = join(__dirname, "../../docker/adilas/lucee");
/** Where Debian's libtomcat10-java has Tomcat; another folder by TOMCAT_JARS. */
const JARS = process.env["TOMCAT_JARS"] ?? "/usr/share/java";
const jars = existsSync(JARS) ? readdirSync(JARS).filter((name) => /^tomcat10-.*\.jar$/.test(name)) : [];

if (process.env["CI"] && jars.length === 0) {
  test("Tomcat is installed", () => {
    throw new Error(
      `server.xml and rewrite.config are tried in a real Tomcat, which is not in ${JARS}: apt-get install libtomcat10-java default-jre-headless`,
    );
  });
}

/** Tomcat's own servlet for files; in the image Lucee's are beside it. */
const FILES_ONLY = `<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0">
  <servlet>
    <servlet-name>default</servlet-name>
    <servlet-class>org.apache.catalina.servlets.DefaultServlet</servlet-class>
  </servlet>
  <servlet-mapping><servlet-name>default</servlet-name><url-pattern>/</url-pattern></servlet-mapping>
</web-app>`;

const FROM_OUTSIDE = { "X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https" };

(jars.length > 0 ? describe : describe.skip)("a real Tomcat with our configuration", () => {
  let folder: string;
  let port: number;
  let tomcat: ChildProcess;
  const printed = () => readFileSync(join(folder, "log"), "utf8");

  const file = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const get = (path: string, headers: Record<string, string> = {}) =>
    new Promise<number>((resolve, reject) => {
      const call = request({ host: "127.0.0.1", port, path, headers, agent: false }, (response) => {
        response.resume().on("end", () => resolve(response.statusCode!));
      });
      call.on("error", reject).end();
    });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "tomcat-"));
    port = await freePort();
    for (const name of ["webapps", "logs", "temp", "work", "lib"]) mkdirSync(join(folder, name));
    for (const name of ["index.html", "lucee/admin/server.cfm", "lucee/admin.cfm", "lucee/form.cfm", ".git/config"]) {
      file(`www/${name}`, "page");
    }
    const server = readFileSync(join(FOLDER, "server.xml"), "utf8");
    file("conf/server.xml", server.replace('"8888"', `"${port}"`).replace('"/var/www"', `"${join(folder, "www")}"`));
    file("conf/web.xml", FILES_ONLY);
    file("conf/Catalina/localhost/rewrite.config", readFileSync(join(FOLDER, "rewrite.config"), "utf8"));
    const home = [`-Dcatalina.home=${folder}`, `-Dcatalina.base=${folder}`];
    const classes = jars.map((name) => join(JARS, name)).join(":");
    // Its log opens /dev/stdout, which cannot be opened as a socket, such as Node gives its children, but as a file.
    const log = openSync(join(folder, "log"), "w");
    const stdio = ["ignore", log, log] as const;
    tomcat = spawn("java", [...home, "-cp", classes, "org.apache.catalina.startup.Bootstrap", "start"], {
      stdio: [...stdio],
    });
    closeSync(log);
    const deadline = Date.now() + 90_000;
    while ((await get("/index.html").catch(() => 0)) !== 200) {
      if (Date.now() > deadline || tomcat.exitCode !== null) throw new Error(`Tomcat does not answer: ${printed()}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => tomcat.once("exit", resolve));
    tomcat.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true });
  });

  it.each(["/lucee/admin/server.cfm", "/lucee/admin.cfm"])("shows %s to who comes through the tunnel", async (path) => {
    expect(await get(path)).toBe(200);
  });

  it.each([
    "/lucee/admin/server.cfm",
    "/lucee/admin.cfm?action=overview",
    "/LUCEE/Admin/server.cfm",
    "/lucee/%61dmin/server.cfm",
    "/lucee/x/../admin/server.cfm",
    "/lucee/;a=b/admin/server.cfm",
    "/lucee;a/admin/server.cfm",
    "//lucee//admin/server.cfm",
    "/lucee/doc/index.cfm",
  ])("refuses %s to who comes through the load balancer", async (path) => {
    expect(await get(path, FROM_OUTSIDE)).toBe(403);
    expect(await get(path, { "X-Amzn-Trace-Id": "Root=1-67891233-abcdef012345678912345678" })).toBe(403);
  });

  it("shows everybody the application, and what Lucee needs for it", async () => {
    expect(await get("/index.html?page=/lucee/admin", FROM_OUTSIDE)).toBe(200);
    expect(await get("/lucee/form.cfm", FROM_OUTSIDE)).toBe(200);
  });

  it.each(["/.git/config", "/%2egit/config"])("refuses %s to everybody", async (path) => {
    expect(await get(path)).toBe(403);
  });

  it("logs the client's address on stdout", async () => {
    await get("/index.html?logged", FROM_OUTSIDE);
    await until(
      () => /\[access\] 203\.0\.113\.7 "GET \/index\.html\?logged HTTP\/1\.1" 200 /.test(printed()),
      "it is logged",
    );
  });
});
