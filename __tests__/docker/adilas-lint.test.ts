import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { instructions, runInstruction } from "./dockerfile";
import { testDockerfile } from "./dockerfile-promises";

const FOLDER = join(__dirname, "../../docker/adilas");

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
  testDockerfile(path, { platform: "linux/amd64", defaults: { VERSION: "7.0.3.43", APPLICATION: "welcome" } });

  test("has the application only by way of the check of its names", () => {
    const copies = instructions(path).filter(({ keyword, rest }) => keyword === "COPY" && rest.endsWith("/var/www/"));
    expect(copies).toEqual([expect.objectContaining({ flags: ["--from=check"], rest: "/application/ /var/www/" })]);
    expect(runInstruction(path, "check-paths.ts")).toBe("node /check-paths.ts /application");
  });

  test("installs exact versions of the extensions while it is built, and none later", () => {
    const { extensions } = JSON.parse(readFileSync(join(FOLDER, "lucee/CFConfig.json"), "utf8"));
    for (const { version } of extensions) expect(version).toMatch(/^\d+(\.\d+){2,3}$/);
    const variables = instructions(path).filter(({ keyword }) => keyword === "ENV");
    expect(variables.map(({ rest }) => rest).join(" ")).toContain("LUCEE_MAVEN_DOWNLOAD_POLICY_STARTUP=error");
  });

  test("has no administrator unless somebody asks for it, and logs to the console", () => {
    const variables = instructions(path).filter(({ keyword }) => keyword === "ENV");
    const text = variables.map(({ rest }) => rest).join(" ");
    expect(text).toContain("LUCEE_ADMIN_ENABLED=false");
    expect(text).toContain("LUCEE_LOGGING_FORCE_APPENDER=console");
  });
});

test("the entrypoint of lucee can be executed and stops at the first error", () => {
  const path = join(FOLDER, "lucee/entrypoint.sh");
  expect(statSync(path).mode & 0o111).toBe(0o111);
  expect(readFileSync(path, "utf8")).toMatch(/^#!\/bin\/sh\n(#.*\n)+set -eu\n/);
});
