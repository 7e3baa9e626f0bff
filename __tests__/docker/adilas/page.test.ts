import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { freePort } from "../../free-port";
import { type Run, StandIns, until } from "../stand-ins";

const PAGE = join(__dirname, "../../../docker/adilas/lucee/page.sh");

/** The shells that it is run in: Debian's own, and Alpine's. */
const SHELLS: Record<string, string[]> = { sh: [], busybox: ["busybox", "sh"] };
const present = Object.entries(SHELLS).filter(
  ([, [shell]]) => shell === undefined || spawnSync(shell, ["true"]).status === 0,
);

test("every shell is installed, where all that CI needs is", () => {
  expect(present).toHaveLength(process.env["CI"] ? Object.keys(SHELLS).length : present.length);
  expect(spawnSync("curl", ["--version"]).status).toBe(0);
});

/** Tomcat, as far as HTTP goes: what it answers is in its environment, and SIGTERM ends it unless it is deaf. */
const TOMCAT = `#!${process.execPath}
const { appendFileSync } = require("node:fs");
const { HEALTH = "200", STATUS = "200", PORT, CALLS, START = "0", ANSWER = "0", DEAF, DIES } = process.env;
const tell = (what) => appendFileSync(CALLS, process.pid + " " + what + "\\n");
tell("catalina.sh " + process.argv.slice(2).join(" "));
process.on("SIGTERM", () => { tell("SIGTERM"); if (!DEAF) process.exit(143); });
console.log("log of Tomcat");
if (DIES) process.exit(1);
const server = require("node:http").createServer((request, response) => {
  if (request.url === "/health/") return response.writeHead(Number(HEALTH)).end("ok");
  tell(request.method + " " + request.url + " " + Object.keys(request.headers).sort());
  response.writeHead(Number(STATUS), { location: "/elsewhere" });
  response.write("first part, ");
  if (ANSWER === "never") return;
  if (ANSWER === "broken") return setTimeout(() => response.destroy(), 100);
  setTimeout(() => response.end("the answer\\n"), Number(ANSWER));
});
setTimeout(() => server.listen(Number(PORT), "127.0.0.1"), Number(START));
`;

describe.each(present)("in %s", (name, shell) => {
  let standIns: StandIns;
  let port: number;
  beforeEach(async () => {
    standIns = new StandIns();
    standIns.program("catalina.sh", TOMCAT);
    port = await freePort();
  });
  afterEach(() => standIns.clear());

  /** Runs it; what goes to stdout is apart in the file `stdout`. */
  const start = (path: string, environment: Record<string, string> = {}): Run => {
    const [program, ...command] = [...shell, PAGE, path];
    const address = { PORT: String(port), PAGE_ADDRESS: `http://127.0.0.1:${port}` };
    return standIns.run(program!, { command, environment: { ...address, ...environment } });
  };
  const ended = async (run: Run) => ({ code: await run.ended, printed: run.output() });

  it("gives the answer, with success, when Lucee is there, and ends Tomcat", async () => {
    const run = start("/scheduled/clean-up.cfm?all=1", { START: "1500" });
    const { code, printed } = await ended(run);
    expect({ code, printed }).toEqual({ code: 0, printed: expect.stringContaining("first part, the answer\n") });
    expect(printed).toMatch(/^\[page\] \/scheduled\/clean-up\.cfm\?all=1 answered 200 after \d s$/m);
    // Nothing that the load balancer sets: the page is closed to who has it.
    expect(run.calls()).toEqual([
      "catalina.sh run",
      "GET /scheduled/clean-up.cfm?all=1 accept,host,user-agent",
      "SIGTERM",
    ]);
    expect(alive(run)).toBe(false);
  });

  it("keeps all but the answer away from stdout", () => {
    const [program, ...command] = [...shell, PAGE, "/x"];
    const { stdout, stderr } = spawnSync(program!, command, {
      encoding: "utf8",
      env: {
        PATH: `${standIns.folder}/bin:/usr/bin:/bin`,
        CALLS: join(standIns.folder, "calls"),
        PORT: String(port),
        PAGE_ADDRESS: `http://127.0.0.1:${port}`,
      },
    });
    expect(stdout).toBe("first part, the answer\n");
    expect(stderr).toContain("log of Tomcat");
  });

  // Half a minute of waiting, which is the same in every shell.
  if (name === "sh") {
    it("ends a Tomcat that does not listen after half a minute", async () => {
      const run = start("/x", { DEAF: "yes" });
      expect(await run.ended).toBe(0);
      expect(alive(run)).toBe(false);
    }, 60_000);
  }

  it("takes any status of 2xx", async () => {
    expect(await start("/x", { STATUS: "202" }).ended).toBe(0);
  });

  it.each(["302", "404", "500"])("fails when the page answers %s, and shows what it said", async (status) => {
    const run = start("/x", { STATUS: status });
    const { code, printed } = await ended(run);
    expect({ code, printed }).toEqual({ code: 1, printed: expect.stringContaining("the answer") });
    expect(printed).toMatch(new RegExp(`^\\[page\\] /x answered ${status} after \\d s; only 2xx is success$`, "m"));
    expect(run.calls()).toContain("SIGTERM");
  });

  it("gives up a page that takes too long", async () => {
    const run = start("/x", { ANSWER: "never", PAGE_SECONDS: "2" });
    const { code, printed } = await ended(run);
    expect({ code, printed }).toEqual({
      code: 1,
      printed: expect.stringContaining("[page] /x did not answer within 2 s and was given up; PAGE_SECONDS is the"),
    });
    expect(alive(run)).toBe(false);
  });

  it("fails when the answer breaks off", async () => {
    const { code, printed } = await ended(start("/x", { ANSWER: "broken" }));
    expect({ code, printed }).toEqual({ code: 1, printed: expect.stringMatching(/\[page\] \/x broke off after \d s/) });
  });

  it("fails at once when Tomcat ends while it starts", async () => {
    const { code, printed } = await ended(start("/x", { DIES: "yes" }));
    expect({ code, printed }).toEqual({
      code: 1,
      printed: expect.stringContaining("[page] Tomcat ended while it started; its log is above"),
    });
  });

  it("does not wait for ever for Lucee to start", async () => {
    const run = start("/x", { HEALTH: "500", PAGE_START_SECONDS: "2" });
    const { code, printed } = await ended(run);
    expect({ code, printed }).toEqual({
      code: 1,
      printed: expect.stringContaining("[page] Lucee did not answer /health/ within 2 s; its log is above."),
    });
    expect(run.calls()).toEqual(["catalina.sh run", "SIGTERM"]);
  });

  it.each(["while the page works", "while Lucee starts"])("ends with Tomcat when it is told to, %s", async (when) => {
    const starting = when === "while Lucee starts";
    const run = start("/x", starting ? { HEALTH: "500" } : { ANSWER: "never" });
    await until(() => run.calls().length > (starting ? 0 : 1), "it is there");
    run.child.kill("SIGTERM");
    expect(await run.ended).toBe(143);
    expect(run.output()).toContain("[page] is told to end\n");
    expect(run.calls().at(-1)).toBe("SIGTERM");
    expect(alive(run)).toBe(false);
  });

  it.each(["", "scheduled/x.cfm", "http://example.org/"])("refuses the path %j and starts nothing", async (path) => {
    const run = start(path);
    expect(await run.ended).toBe(2);
    expect(run.calls()).toEqual([]);
  });

  it.each(["PAGE_SECONDS", "PAGE_START_SECONDS"])("refuses a limit in %s that is no number", async (name) => {
    const run = start("/x", { [name]: "1h" });
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain('"1h" is no number');
    expect(run.calls()).toEqual([]);
  });
});

/** Whether the Tomcat that a run started is still there. */
function alive(run: Run): boolean {
  try {
    return process.kill(Number(run.pids()[0]), 0);
  } catch {
    return false;
  }
}
