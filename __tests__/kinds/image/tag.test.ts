import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Image } from "../../../kinds/image/settings";
import { contentTag } from "../../../kinds/image/stack/tag";

const image: Image = {
  build: { context: "web", dockerfile: "Dockerfile", args: {} },
  architecture: "x86_64",
  keep: 200,
};
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "drydock-image-"));
  mkdirSync(join(root, "web/app"), { recursive: true });
  writeFileSync(join(root, "web/Dockerfile"), "FROM scratch\n");
  writeFileSync(join(root, "web/app/run.sh"), "echo hello\n");
});
afterEach(() => rmSync(root, { recursive: true }));

const tag = (changed: Image = image, args = {}) => contentTag(root, changed, args);

describe("the tag of a built image", () => {
  it("is the same for the same sources", () => {
    expect(tag()).toBe(tag());
    expect(tag()).toMatch(/^[0-9a-f]{12}$/);
  });

  it.each([
    ["a file's content", () => writeFileSync(join(root, "web/app/run.sh"), "echo goodbye\n")],
    ["a file's name", () => writeFileSync(join(root, "web/app/more.sh"), "")],
    ["whether a file is a program", () => chmodSync(join(root, "web/app/run.sh"), 0o755)],
  ])("changes with %s", (_what, change) => {
    const before = tag();
    change();
    expect(tag()).not.toBe(before);
  });

  it("changes with the architecture and the build arguments", () => {
    expect(new Set([tag(), tag({ ...image, architecture: "arm64" }), tag(image, { VERSION: "2" })]).size).toBe(3);
  });

  it("does not change with what .dockerignore leaves out", () => {
    writeFileSync(join(root, "web/.dockerignore"), "*.log\n");
    const before = tag();
    writeFileSync(join(root, "web/build.log"), "noise");
    expect(tag()).toBe(before);
  });
});
