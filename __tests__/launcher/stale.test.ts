import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const { removeStale } = require("../../launcher/stale") as { removeStale: (root: string) => void };

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "drydock-stale-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(...files: string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), "");
  }
}

it("what was compiled of a file that is gone is removed before it hides the folder of its name", () => {
  write("kinds/engines/index.ts", "build/kinds/engines/index.js", "build/kinds/engines.js", "build/old/room/a.js");
  removeStale(root);
  expect(existsSync(join(root, "build/kinds/engines.js"))).toBe(false);
  expect(existsSync(join(root, "build/old"))).toBe(false);
  expect(existsSync(join(root, "build/kinds/engines/index.js"))).toBe(true);
});

it("what is there for other reasons stays", () => {
  write("build/synth/0123.js", "build/tests/main.json", "build/.tsbuildinfo-build", "main.ts", "build/main.js");
  removeStale(root);
  for (const file of ["synth/0123.js", "tests/main.json", ".tsbuildinfo-build", "main.js"]) {
    expect(existsSync(join(root, "build", file))).toBe(true);
  }
});

it("nothing happens where nothing was compiled yet", () => expect(() => removeStale(root)).not.toThrow());
