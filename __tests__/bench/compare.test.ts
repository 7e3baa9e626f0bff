import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { differing, type Output, readOutput } from "../../bench/compare/output";

const folder = mkdtempSync(join(tmpdir(), "drydock-compare-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** An output folder of a project, read for a comparison. */
function output(name: string, files: Record<string, string>): Output {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name, file)), { recursive: true });
    writeFileSync(join(folder, name, file), text);
  }
  return readOutput(join(folder, name), `/home/${name}`);
}

const stack = (argument: string, metadata: string) =>
  JSON.stringify({ "//": { metadata }, resource: { aws_vpc: { main: { "//": metadata, argument } } } });

test("what cdktf notes for itself and the project's folder are no difference", () => {
  const one = output("one", {
    "manifest.json": '{ "stacks": {}, "version": "0.21.0" }',
    "stacks/a/cdk.tf.json": stack("/home/one/docker", "x"),
  });
  const other = output("other", {
    "manifest.json": '{ "stacks": {}, "version": "0.24.0" }',
    "stacks/a/cdk.tf.json": stack("/home/other/docker", "y"),
  });
  expect(differing(one, other)).toEqual([]);
});

test("an argument, the order of arguments, a dependency and a file that only one has are differences", () => {
  const one = output("before", {
    "manifest.json": '{ "stacks": { "a": { "dependencies": [] } } }',
    "stacks/a/cdk.tf.json": stack("1", ""),
    "stacks/b/cdk.tf.json": '{ "b": 1, "a": 1 }',
    "stacks/c/cdk.tf": "",
  });
  const other = output("after", {
    "manifest.json": '{ "stacks": { "a": { "dependencies": ["b"] } } }',
    "stacks/a/cdk.tf.json": stack("2", ""),
    "stacks/b/cdk.tf.json": '{ "a": 1, "b": 1 }',
    "stacks/d/cdk.tf": "",
  });
  const found = differing(one, other);
  expect(found.map((line) => line.split(/: /)[0])).toEqual([
    "manifest.json",
    "stacks/a/cdk.tf.json",
    "stacks/b/cdk.tf.json",
    "stacks/c/cdk.tf",
    "stacks/d/cdk.tf",
  ]);
  expect(found[1]).toContain('before: "argument": "1"');
  expect(found[1]).toContain('after:  "argument": "2"');
});
