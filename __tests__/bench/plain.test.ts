import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "../../bench/plain");
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".ts"));

test.each(FILES)("the plain program is written without Drydock's own parts: %s", (file) => {
  const text = readFileSync(join(FOLDER, file), "utf8");
  const imported = [...text.matchAll(/from "(\.[^"]+)"/g)].map(([, path]) => path!);
  expect(imported.filter((path) => !/^(\.\/[a-z0-9-]+|\.\.\/environments)$/.test(path))).toEqual([]);
});

// What is measured is of no interest here: the benchmark refuses to measure programs that do not make the same.
test("the plain program makes what Drydock makes", () => {
  const args = ["run", "--silent", "bench", "--", "--runs", "1", "--environments", "1"];
  const { status, stdout, stderr } = spawnSync("npm", args, { cwd: join(FOLDER, "../.."), encoding: "utf8" });
  expect(status === 0 ? "" : stderr).toBe("");
  expect(stdout).toContain("Environments: 1");
});
