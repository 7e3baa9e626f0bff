import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Layer } from "../../../commands/rehearse/layer";
import { remake } from "../../../commands/rehearse/remake";

const root = mkdtempSync(join(tmpdir(), "remake-"));
afterAll(() => rmSync(root, { recursive: true }));

/** A layer as it was synthesized, with one thing in it; without a Terraform, so that touching it fails. */
function layer(name: string, guarded: boolean): Layer {
  const folder = join(mkdtempSync(join(root, "environment-")), name);
  mkdirSync(folder);
  const bucket = { lifecycle: { prevent_destroy: guarded } };
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ resource: { aws_s3_bucket: { bucket } } }));
  return { name, folder, stack: { name: `shop-prod-${name}`, folder, dependencies: [] } } as unknown as Layer;
}

const touched = () => {
  throw new Error("was touched");
};

it("leaves alone what is guarded", async () => {
  const layers = [layer("data", true), layer("service", true), layer("operations", false)];
  expect(await remake(layers, touched)).toEqual({
    remade: [],
    promises: [],
    skipped: [{ stack: "shop-prod-service", reason: "not made again: it is guarded" }],
  });
});

it("shows nothing where nothing has to stay", async () => {
  const layers = [layer("network", false), layer("data", false), layer("service", false)];
  const { skipped } = await remake(layers, touched);
  expect(skipped).toEqual([{ stack: "shop-prod-service", reason: "not made again: nothing below it has to stay" }]);
});

it("begins with the state of what stays, where something has to", async () => {
  await expect(remake([layer("data", true), layer("service", false)], touched)).rejects.toThrow("pullState");
});
