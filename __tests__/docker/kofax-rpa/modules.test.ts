import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { instructions } from "../dockerfile";
import { testDockerfile } from "../dockerfile-promises";
import { StandIns, until } from "../stand-ins";
import { FakeConsole } from "./console";

const FOLDER = join(__dirname, "../../../docker/kofax-rpa");
const PASSWORD = 'pa"ss\\word $HOME #1';
const KEY = ["-----BEGIN OPENSSH PRIVATE KEY-----", "bm90IGEga2V5", "-----END OPENSSH PRIVATE KEY-----"].join("\n");

let standIns: StandIns;
let mc: FakeConsole;
beforeEach(async () => {
  standIns = new StandIns("server");
  mc = new FakeConsole();
  await mc.start();
});
afterEach(async () => {
  standIns.clear();
  await mc.stop();
});

const MODULES: Record<string, () => Record<string, string>> = {
  kapplets: () => ({
    SPRING_DATASOURCE_URL: "jdbc:postgresql://database/kapplets",
    SPRING_DATASOURCE_USERNAME: "kapplets",
    SPRING_DATASOURCE_PASSWORD: "database secret",
    KAPPLETS_SERVICES_MC_CONNECTION_URL: `${mc.url}/`,
    KAPPLETS_SERVICES_MC_CONNECTION_USERNAME: "module",
    KAPPLETS_SERVICES_MC_CONNECTION_PASSWORD: PASSWORD,
    KAPPLETS_SERVICES_MC_CONNECTION_OAUTH_KAPPLETSBASEURL: "https://kapplets.example.com/",
    KAPPLETS_SERVICES_MC_CONNECTION_OAUTH_MCBASEURL: "https://rpa.example.com/",
    KAPPLETS_SERVICES_MC_CONNECTION_OAUTH_CLIENTSECRET: "client secret",
  }),
  "robot-file-system": () => ({
    RFS_MC_URL: `${mc.url}/`,
    RFS_MC_USERNAME: "module",
    RFS_MC_PASSWORD: PASSWORD,
    RFS_DATA_PATH: standIns.work,
  }),
  synchronizer: () => ({
    SYNCHRONIZER_MC_URL: `${mc.url}/`,
    SYNCHRONIZER_USERNAME: "module",
    SYNCHRONIZER_PASSWORD: PASSWORD,
    SYNCHRONIZER_INTERVAL: "60",
    SYNCHRONIZER_SSH_KEY: KEY,
    SYNCHRONIZER_KNOWN_HOSTS: "git.example.com ssh-ed25519 AAAA",
    HOME: standIns.work,
    KEY_FOLDER: standIns.folder,
  }),
};
const addUser = () => {
  mc.users["module"] = { password: PASSWORD, groups: [] };
};
const start = (image: string, environment: Record<string, string> = {}, hang = "") =>
  standIns.run(join(FOLDER, image, "entrypoint.sh"), {
    environment: {
      ...MODULES[image]!(),
      MC_RETRY_SECONDS: "0.05",
      GRACE_FILE: join(standIns.folder, "healthy-until"),
      TMPDIR: standIns.folder,
      ...environment,
    },
    command: ["server", "run"],
    hang,
  });

describe.each(Object.keys(MODULES))("%s", (image) => {
  test("becomes the server once its own user can log in, and not before", async () => {
    const run = start(image);
    await until(() => run.output().includes("401: the user module is not there yet"), "it is refused");
    expect(run.calls()).toEqual([]);
    addUser();
    expect(await run.ended).toBe(0);
    expect(run.calls()).toEqual(["server run"]);
    expect(run.pids()).toEqual([run.child.pid]);
  });

  test("SIGTERM reaches the server", async () => {
    addUser();
    const run = start(image, {}, "server run");
    await until(() => run.calls().includes("server run"), "the server runs");
    run.child.kill("SIGTERM");
    expect(await run.ended).toBe(0);
    expect(run.calls().at(-1)).toBe("SIGTERM");
  });

  test("names every variable that is missing, and starts nothing", async () => {
    for (const name of Object.keys(MODULES[image]!())) {
      if (["HOME", "KEY_FOLDER"].includes(name)) continue;
      const run = start(image, { [name]: "" });
      expect([name, await run.ended]).toEqual([name, 1]);
      expect(run.output()).toContain(name);
      expect(run.calls()).toEqual([]);
    }
  });

  test("shows no secret in the log or in arguments", async () => {
    addUser();
    standIns.program("curl", '#!/bin/sh\necho "$$ curl $*" >> "$CALLS"\nexec /usr/bin/curl "$@"\n');
    const run = start(image);
    expect(await run.ended).toBe(0);
    const seen = run.calls().join("\n") + run.output();
    expect(seen).toContain("getVersion");
    for (const secret of ["word $HOME", "bm90IGEga2V5", "database secret", "client secret"]) {
      expect(seen).not.toContain(secret);
    }
  });

  test("gives up at its limit and says why", async () => {
    const run = start(image, { MC_WAIT_SECONDS: "1" });
    expect(await run.ended).toBe(1);
    expect(run.output()).toMatch(/failed after 1 s: 401: the user module is not there yet/);
  });
});

describe("the synchronizer's SSH key", () => {
  const keyFile = () => {
    const folder = readdirSync(standIns.folder).find((name) => name.startsWith("synchronizer."))!;
    return join(standIns.folder, folder, "id");
  };

  test("is in a file that nobody else reads, and no longer in the environment", async () => {
    addUser();
    standIns.program("server", '#!/bin/sh\necho "path=$SYNCHRONIZER_PRIVATE_KEY key=${SYNCHRONIZER_SSH_KEY-gone}"\n');
    const run = start("synchronizer");
    expect(await run.ended).toBe(0);
    expect(run.output()).toContain(`path=${keyFile()} key=gone\n`);
    expect(readFileSync(keyFile(), "utf8")).toBe(`${KEY}\n`);
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    expect(statSync(join(keyFile(), "..")).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(standIns.work, ".ssh/known_hosts"), "utf8")).toBe("git.example.com ssh-ed25519 AAAA\n");
  });

  test.each([
    ["without its line breaks", KEY.replaceAll("\n", " ")],
    ["of another kind", "ssh-ed25519 AAAA"],
  ])("%s is refused without being shown", async (_, key) => {
    const run = start("synchronizer", { SYNCHRONIZER_SSH_KEY: key });
    expect(await run.ended).toBe(1);
    expect(run.output()).toMatch(/^\[synchronizer\] SYNCHRONIZER_SSH_KEY is no private key in PEM format/);
    expect(run.output()).not.toContain(key);
  });

  test("no server's key is believed unless somebody says so", async () => {
    addUser();
    const without = { SYNCHRONIZER_KNOWN_HOSTS: "" };
    expect(await start("synchronizer", without).ended).toBe(1);
    expect(await start("synchronizer", { ...without, SYNCHRONIZER_NO_HOST_KEY: "true" }).ended).toBe(0);
    expect(existsSync(join(standIns.work, ".ssh"))).toBe(false);
  });
});

test("the robot file system wants a folder that is there", async () => {
  addUser();
  const run = start("robot-file-system", { RFS_DATA_PATH: join(standIns.work, "not-mounted") });
  expect(await run.ended).toBe(1);
  expect(run.output()).toMatch(/RFS_DATA_PATH is .*not-mounted, which is no folder that can be written/);
});

describe("the health check", () => {
  const check = async (until: number, url: string) => {
    const file = join(standIns.folder, "healthy-until");
    writeFileSync(file, `${Math.floor(Date.now() / 1000) + until}\n`);
    const run = standIns.run(join(FOLDER, "healthcheck.sh"), { environment: { GRACE_FILE: file, HEALTH_URL: url } });
    return run.ended;
  };
  const listening = async (status: number, body: (url: string) => Promise<void>) => {
    const server = createServer((_, response) => response.writeHead(status).end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    await body(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };

  test("passes while the container waits or starts, though nothing answers", async () => {
    expect(await check(60, "http://127.0.0.1:9/")).toBe(0);
  });

  test("fails after that when nothing answers", async () => {
    expect(await check(-60, "http://127.0.0.1:9/")).toBe(1);
  });

  test.each([
    [200, 0],
    [302, 0],
    [401, 0],
    [503, 1],
  ])("takes an answer of %i for %i", async (status, code) => {
    await listening(status, async (url) => expect(await check(-60, url)).toBe(code));
  });

  test("holds for as long as the container waits, and from then on for its start", async () => {
    const file = join(standIns.folder, "healthy-until");
    const left = () => Number(readFileSync(file, "utf8")) - Math.floor(Date.now() / 1000);
    const run = start("kapplets", { MC_WAIT_SECONDS: "1000" });
    await until(() => run.output().includes("401"), "it waits");
    expect(left()).toBeGreaterThan(900);
    addUser();
    await run.ended;
    expect(left()).toBeGreaterThan(200);
    expect(left()).toBeLessThanOrEqual(300);
  });
});

const BASES: Record<string, string> = {
  "management-console": "kofax/rpa-managementconsole",
  roboserver: "kofax/rpa-roboserver",
  kapplets: "kofax/rpa-kapplets",
  synchronizer: "kofax/rpa-synchronizer",
  "robot-file-system": "kofax/rpa-robotfilesystem",
};

test("every image is promised something", () => {
  const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(BASES).sort());
});

describe.each(Object.entries(BASES))("the Dockerfile of %s", (image, vendor) => {
  const path = join(FOLDER, image, "Dockerfile");
  testDockerfile(path, { platform: "linux/amd64", vendor });

  test("copies only what is in its context, scripts so that they can be executed", () => {
    const context = image === "management-console" ? join(FOLDER, image) : FOLDER;
    const copies = instructions(path).filter(
      ({ keyword, flags }) => keyword === "COPY" && !flags.some((flag) => flag.startsWith("--from")),
    );
    expect(copies.length).toBeGreaterThan(0);
    for (const { rest, flags } of copies) {
      for (const file of rest.split(/\s+/).slice(0, -1)) {
        const text = readFileSync(join(context, file), "utf8");
        expect([file, flags.includes("--chmod=755")]).toEqual([file, text.startsWith("#!/")]);
      }
    }
  });
});

describe.each(Object.keys(MODULES))("a build of %s", (image) => {
  const build = (command: string) => {
    const all = instructions(join(FOLDER, image, "Dockerfile"));
    const text = all.find(({ keyword, rest }) => keyword === "RUN" && rest.includes("COMMAND"))!.rest;
    mkdirSync(join(standIns.folder, "bin"), { recursive: true });
    writeFileSync(join(standIns.folder, "run"), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return standIns.run(join(standIns.folder, "run"), { environment: { COMMAND: command } });
  };

  test("accepts a command that the image has", async () => {
    expect(await build("server run").ended).toBe(0);
  });

  test.each(["", "no-such-program run"])("refuses the command `%s` and says where to look", async (command) => {
    const run = build(command);
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain(`COMMAND is '${command}', which this image cannot run: see README.md, Build`);
  });
});
