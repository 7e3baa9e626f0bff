import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { instructions, runInstruction } from "../dockerfile";
import { testDockerfile } from "../dockerfile-promises";

const FOLDER = join(__dirname, "../../../docker/adilas");

describe("the Dockerfile of resize", () => {
  const path = join(FOLDER, "resize/Dockerfile");
  testDockerfile(path, {
    platform: "linux/amd64",
    vendor: "public.ecr.aws/lambda/nodejs",
    defaults: { VERSION: "24.2026.09.24.14" },
  });

  test("installs what the lock names, and runs no script of a package", () => {
    const installs = instructions(path).filter(({ rest }) => rest.startsWith("npm ci"));
    expect(installs.map(({ rest }) => rest.includes("--ignore-scripts"))).toEqual([true, true]);
    expect(runInstruction(path, "--omit=dev")).toContain("npm ci --omit=dev");
  });

  test("runs the bundle's handler", () => {
    expect(instructions(path).at(-1)).toMatchObject({ keyword: "CMD", rest: '["handler.handler"]' });
  });
});

describe("the Dockerfile of lucee", () => {
  const path = join(FOLDER, "lucee/Dockerfile");
  const all = instructions(path);
  const stage = (name: string) => {
    const start = all.findIndex(({ keyword, rest }) => keyword === "FROM" && rest.endsWith(` AS ${name}`));
    const length = all.slice(start + 1).findIndex(({ keyword }) => keyword === "FROM");
    return all.slice(start, start + 1 + length);
  };
  const last = () => all.slice(all.findLastIndex(({ keyword }) => keyword === "FROM"));
  const variables = () =>
    all
      .filter(({ keyword }) => keyword === "ENV")
      .map(({ rest }) => rest)
      .join(" ");

  testDockerfile(path, { platform: "linux/amd64", defaults: { VERSION: "7.0.3.43", APPLICATION: "welcome" } });

  test("has the application only by way of the check of its names", () => {
    const copies = instructions(path).filter(({ keyword, rest }) => keyword === "COPY" && rest.endsWith("/var/www/"));
    expect(copies).toEqual([expect.objectContaining({ flags: ["--from=check"], rest: "/application/ /var/www/" })]);
    expect(runInstruction(path, "check-paths.ts")).toBe("node /check-paths.ts /application");
  });

  test("installs exact versions of the extensions while it is built, and none later", () => {
    const { extensions } = JSON.parse(readFileSync(join(FOLDER, "lucee/CFConfig.json"), "utf8"));
    for (const { version } of extensions) expect(version).toMatch(/^\d+(\.\d+){2,3}$/);
    expect(variables()).toContain("LUCEE_MAVEN_DOWNLOAD_POLICY_STARTUP=error");
  });

  test("stands on Alpine, with Java made for it, and takes nothing from Ubuntu that is made for another C library", () => {
    const tomcat = stage("tomcat");
    expect(tomcat[0]!.rest).toMatch(/^eclipse-temurin:21\.[\d._]+-jre-alpine-3\.\d+ AS tomcat$/);
    for (const name of ["warm", "image"]) expect(stage(name)[0]!.rest).toBe(`tomcat AS ${name}`);
    expect(stage("tried")[0]!.rest).toBe("image AS tried");
    expect(last()[0]!.rest).toBe("image");
    expect(runInstruction(path, "native-jni-lib")).toContain("-name '*.so'");
  });

  test("is tried while it is built, as the user and by the entrypoint of the container", () => {
    const tried = stage("tried");
    expect(tried.find(({ keyword }) => keyword === "USER")!.rest).toBe("lucee");
    expect(runInstruction(path, "/tmp/tried")).toMatch(
      / entrypoint\.sh page \/health\/tried\.cfm > \/tmp\/tried +\|\| \{ cat \/tmp\/tried; exit 1; \}$/,
    );
    expect(last()).toContainEqual(expect.objectContaining({ keyword: "COPY", flags: ["--from=tried"] }));
    // The page that tries it is in no other stage.
    const pages = instructions(path).filter(({ keyword, rest }) => keyword === "COPY" && rest.includes("tried.cfm"));
    expect(pages).toHaveLength(1);
  });

  test("loads the very classes that the application's data source and sessions name", () => {
    const platform = readFileSync(join(FOLDER, "lucee/platform/Application.cfc"), "utf8");
    const tried = readFileSync(join(FOLDER, "lucee/tried.cfm"), "utf8");
    const named = [...platform.matchAll(/class: "([^"]+)",\s+bundleName: "([^"]+)"/g)];
    expect(named).toHaveLength(2);
    for (const [, name, bundle] of named) expect(tried).toContain(`createObject( "java", "${name}", "${bundle}" )`);
  });

  test("declares each folder that is written to, and the deployment has a scratch folder for each", () => {
    const volumes: string[] = JSON.parse(last().find(({ keyword }) => keyword === "VOLUME")!.rest);
    const { modules } = parse(readFileSync(join(FOLDER, "../../deployments/adilas.yaml"), "utf8"));
    expect(volumes).toEqual(modules.stack.services["lucee-blue"].scratch);
    expect(volumes).toContain(variables().match(/LUCEE_SERVER_DIR=(\S+)/)![1]);
  });

  test("has no administrator unless somebody asks for it, and logs to the console", () => {
    expect(variables()).toContain("LUCEE_ADMIN_ENABLED=false");
    expect(variables()).toContain("LUCEE_LOGGING_FORCE_APPENDER=console");
  });
});

describe.each(["entrypoint.sh", "page.sh"])("%s of lucee", (name) => {
  const path = join(FOLDER, "lucee", name);

  test("can be executed and stops at the first error", () => {
    expect(statSync(path).mode & 0o111).toBe(0o111);
    expect(readFileSync(path, "utf8")).toMatch(/^#!\/bin\/sh\n(#.*\n)+set -eu\n/);
  });
});
