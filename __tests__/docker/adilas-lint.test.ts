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
