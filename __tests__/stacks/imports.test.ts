import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { readConfiguration } from "../../commands/base/synthesized";
import { addToFile, forgetAll, forgetKnown } from "../../commands/orphans/import-file";
import { readImports } from "../../manifest/imports";
import { withImports } from "../../stacks/imports";
import { StateLayer } from "../../stacks/state";

describe("imports/", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "drydock-imports-"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (text: string) => {
    mkdirSync(join(root, "imports"), { recursive: true });
    writeFileSync(join(root, "imports", "state.json"), text);
  };

  function synthesized(): { readonly import?: unknown } {
    const app = new App({ outdir: join(root, "out") });
    const state = { bucket: "shop-states", table: "shop-locks", region: "us-east-1" };
    withImports(root, [new StateLayer(app, { state })]);
    app.synth();
    return readConfiguration(join(root, "out", "stacks", "state")) as { readonly import?: unknown };
  }

  it("adds its blocks to the stack at every synthesis", () => {
    addToFile(root, "state", [{ to: "aws_s3_bucket.states_bucket", id: "shop-states" }]);
    for (const _ of [1, 2]) {
      expect(synthesized().import).toEqual([{ to: "aws_s3_bucket.states_bucket", id: "shop-states" }]);
    }
  });

  it("leaves out what the stack does not describe any more, which Terraform would refuse", () => {
    addToFile(root, "state", [{ to: "aws_s3_bucket.gone", id: "gone" }]);
    expect(synthesized()).not.toHaveProperty("import");
  });

  it("is not needed", () => expect(synthesized()).not.toHaveProperty("import"));

  it.each(['{"import": [{"to": "aws_vpc.main"}]}', "[]", "null", "{"])(
    "of another form (%s) is an error with its place",
    (text) => {
      write(text);
      expect(() => readImports(root, "state")).toThrow(/^imports\/state\.json: .*write \{"import"/);
    },
  );

  it("forgets the blocks of a stack that was applied, and keeps those of others", () => {
    addToFile(root, "state", [{ to: "aws_vpc.a", id: "vpc-1" }]);
    addToFile(root, "other", [{ to: "aws_vpc.a", id: "vpc-2" }]);
    forgetAll(root, "state");
    expect(readImports(root, "state")).toEqual([]);
    expect(readImports(root, "other")).toEqual([{ to: "aws_vpc.a", id: "vpc-2" }]);
  });

  it("keeps the newest block of an address, and forgets what a state knows", () => {
    addToFile(root, "state", [{ to: "aws_vpc.a", id: "vpc-1" }]);
    addToFile(root, "state", [
      { to: "aws_vpc.a", id: "vpc-2" },
      { to: "aws_vpc.b", id: "vpc-3" },
    ]);
    expect(forgetKnown(root, "state", new Set(["aws_vpc.a"]))).toBe(1);
    expect(readImports(root, "state")).toEqual([{ to: "aws_vpc.b", id: "vpc-3" }]);
    expect(forgetKnown(root, "state", new Set(["aws_vpc.b"]))).toBe(1);
    expect(existsSync(join(root, "imports"))).toBe(false);
  });
});
