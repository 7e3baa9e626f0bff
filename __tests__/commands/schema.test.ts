import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../commands/base/user-error";
import { command } from "../../commands/verbs/schema";
import { inProject } from "../manifest/project";

const SAMPLE = readFileSync("docs/shop.yaml", "utf8");

/** Runs `drydock schema` in a folder and gives what it prints. */
function schema(root: string, ...options: string[]): string {
  const before = process.cwd();
  const print = jest.spyOn(console, "log").mockReturnValue();
  process.chdir(root);
  try {
    command().parse(["node", "drydock", ...options]);
    return print.mock.calls.flat().join("\n");
  } finally {
    process.chdir(before);
    print.mockRestore();
  }
}

describe("drydock schema", () => {
  it("writes both files, and then finds them up to date", () => {
    inProject({ "docs/shop.yaml": SAMPLE }, (root) => {
      expect(schema(root)).toBe("Wrote docs/manifest.schema.json and docs/manifest.md.");
      expect(readFileSync(join(root, "docs/manifest.md"), "utf8")).toContain("# The manifest");
      expect(schema(root, "--check")).toBe("The schema's files are up to date.");
    });
  });

  it("fails with --check when a file is stale, and leaves it as it is", () => {
    inProject({ "docs/shop.yaml": SAMPLE }, (root) => {
      schema(root);
      writeFileSync(join(root, "docs/manifest.md"), "old");
      expect(() => schema(root, "--check")).toThrow(
        new UserError("not up to date: docs/manifest.md; run `npx drydock schema` and commit the result"),
      );
      expect(readFileSync(join(root, "docs/manifest.md"), "utf8")).toBe("old");
    });
  });
});
