import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
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
import { freePort } from "../../free-port";
import { has } from "../../needs";
import { until } from "../stand-ins";

const FOLDER = join(__dirname, "../../../docker/adilas/lucee");
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
  <welcome-file-list><welcome-file>index.html</welcome-file></welcome-file-list>
</web-app>`;

const PAGES = [
  "index.html",
  "health/index.html",
  "lucee/admin/server.cfm",
  "lucee/admin.cfm",
  "lucee/form.cfm",
  "scheduled/clean-up.cfm",
  "scheduled.cfm",
  ".git/config",
];

const FROM_OUTSIDE = { "X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https" };

(has("Tomcat", jars.length > 0) ? describe : describe.skip)("a real Tomcat with our configuration", () => {
  let folder: string;
  let port: number;
  let tomcat: ChildProcess;
  const printed = () => readFileSync(join(folder, "log"), "utf8");

  const file = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const serverXml = (listens: number) =>
    readFileSync(join(FOLDER, "server.xml"), "utf8")
      .replace('"8888"', `"${listens}"`)
      .replace('"/var/www"', `"${join(folder, "www")}"`);
  const bootstrap = () => [
    `-Dcatalina.home=${folder}`,
    `-Dcatalina.base=${folder}`,
    "-cp",
    jars.map((name) => join(JARS, name)).join(":"),
    "org.apache.catalina.startup.Bootstrap",
  ];
  const get = (path: string, headers: Record<string, string> = {}, at = port) =>
    new Promise<number>((resolve, reject) => {
      const call = request({ host: "127.0.0.1", port: at, path, headers, agent: false }, (response) => {
        response.resume().on("end", () => resolve(response.statusCode!));
      });
      call.on("error", reject).end();
    });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "tomcat-"));
    port = await freePort();
    for (const name of ["webapps", "logs", "temp", "work", "lib"]) mkdirSync(join(folder, name));
    for (const name of PAGES) file(`www/${name}`, "page");
    file("conf/server.xml", serverXml(port));
    file("conf/web.xml", FILES_ONLY);
    file("conf/Catalina/localhost/rewrite.config", readFileSync(join(FOLDER, "rewrite.config"), "utf8"));
    // Its log opens /dev/stdout, which cannot be opened as a socket, such as Node gives its children, but as a file.
    const log = openSync(join(folder, "log"), "w");
    const stdio = ["ignore", log, log] as const;
    tomcat = spawn("java", [...bootstrap(), "start"], { stdio: [...stdio] });
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

  it.each(["/lucee/admin/server.cfm", "/lucee/admin.cfm", "/scheduled/clean-up.cfm"])(
    "shows %s to who comes through the tunnel",
    async (path) => {
      expect(await get(path)).toBe(200);
    },
  );

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
    "/scheduled/clean-up.cfm",
    "/scheduled/clean-up.cfm?all=1",
    "/scheduled/not-there.cfm",
    "/Scheduled/clean-up.cfm",
    "/%73cheduled/clean-up.cfm",
    "//scheduled/clean-up.cfm",
    "/x/../scheduled/clean-up.cfm",
    "/scheduled;a=b/clean-up.cfm",
    "/scheduled/",
    "/scheduled",
  ])("refuses %s to who comes through the load balancer", async (path) => {
    expect(await get(path, FROM_OUTSIDE)).toBe(403);
    expect(await get(path, { "X-Amzn-Trace-Id": "Root=1-67891233-abcdef012345678912345678" })).toBe(403);
  });

  it("shows everybody the application, and what Lucee needs for it", async () => {
    expect(await get("/index.html?page=/lucee/admin", FROM_OUTSIDE)).toBe(200);
    expect(await get("/lucee/form.cfm", FROM_OUTSIDE)).toBe(200);
    expect(await get("/scheduled.cfm", FROM_OUTSIDE)).toBe(200);
  });

  it.each(["/.git/config", "/%2egit/config"])("refuses %s to everybody", async (path) => {
    expect(await get(path)).toBe(403);
  });

  it("is asked by `page` for what runs by the clock, which starts one of its own and ends it", async () => {
    const own = await freePort();
    file("conf/page.xml", serverXml(own));
    const command = ["java", ...bootstrap(), "-config", "conf/page.xml", "start"].map((word) => `'${word}'`).join(" ");
    file("bin/catalina.sh", `#!/bin/sh\nexec ${command}\n`);
    chmodSync(join(folder, "bin/catalina.sh"), 0o755);
    const page = (path: string) =>
      spawnSync(join(FOLDER, "page.sh"), [path], {
        encoding: "utf8",
        env: { PATH: `${folder}/bin:${process.env["PATH"]}`, PAGE_ADDRESS: `http://127.0.0.1:${own}` },
      });
    const { status, stdout, stderr } = page("/scheduled/clean-up.cfm");
    expect({ status, stdout, stderr }).toMatchObject({ status: 0, stdout: "page" });
    expect(stderr).toContain("[page] /scheduled/clean-up.cfm answered 200");
    await expect(get("/", {}, own)).rejects.toThrow("ECONNREFUSED");
    expect(page("/scheduled/not-there.cfm").status).toBe(1);
  });

  it("logs the client's address on stdout", async () => {
    await get("/index.html?logged", FROM_OUTSIDE);
    await until(
      () => /\[access\] 203\.0\.113\.7 "GET \/index\.html\?logged HTTP\/1\.1" 200 /.test(printed()),
      "it is logged",
    );
  });
});
