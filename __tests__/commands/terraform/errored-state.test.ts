import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { erroredStates, textToPush } from "../../../commands/terraform/errored-state";

const state = (serial: number, lineage = "one", resources: unknown[] = []) =>
  JSON.stringify({ version: 4, serial, lineage, resources }, undefined, 2);
const FILE = "errored.tfstate";

describe("a state that could not be written", () => {
  it.each([
    ["there is none yet", ""],
    ["the stored one is older", state(6)],
  ])("is pushed when %s", (_when, stored) => expect(textToPush(FILE, state(7), stored)).toBe(state(7)));

  it("is in the backend already when that has the same content, however it is written", () =>
    expect(textToPush(FILE, state(7), JSON.stringify(JSON.parse(state(7))))).toBeUndefined());

  const vpc = { mode: "managed", type: "aws_vpc", name: "vpc", instances: [{ attributes: { id: "vpc-1" } }] };
  const subnet = { mode: "managed", type: "aws_subnet", name: "a", instances: [{ attributes: { id: "subnet-1" } }] };

  it("is pushed with the next number when it knows all that the stored one of its number does, whose answer was lost", () => {
    const pushed = JSON.parse(textToPush(FILE, state(7, "one", [vpc, subnet]), state(7, "one", [vpc]))!);
    expect(pushed).toMatchObject({ serial: 8, lineage: "one", resources: [vpc, subnet] });
  });

  it.each([
    ["a resource of the stored one is missing in it", [subnet], [vpc]],
    ["a resource has another id in it", [{ ...vpc, instances: [{ attributes: { id: "vpc-2" } }] }], [vpc]],
  ])("is not pushed over a state of its number when %s", (_when, own, stored) =>
    expect(() => textToPush(FILE, state(7, "one", own), state(7, "one", stored))).toThrow("was not pushed"),
  );

  it.each([
    ["the stored one is newer", state(8), "Pushing would lose what came later"],
    ["it belongs to another state", state(3, "two"), "belongs to another state (lineage one)"],
    ["the stored one cannot be read", "<html>", "cannot be read"],
  ])("is not pushed when %s", (_when, stored, words) =>
    expect(() => textToPush(FILE, state(7), stored)).toThrow(words),
  );

  it.each(["", "{", '{"serial": "7"}', "null", "7"])("must be a state: %j", (text) =>
    expect(() => textToPush(FILE, text, "")).toThrow("errored.tfstate is no state"),
  );

  it("is found in the folders of deploy and of cdktf, also where cdktf.json names another one", () => {
    const root = mkdtempSync(join(tmpdir(), "errored-"));
    try {
      expect(erroredStates(root, "shop-test-data")).toEqual([]);
      writeFileSync(join(root, "cdktf.json"), '{ "output": "out" }');
      const files = [".drydock/stacks/shop-test-data", "out/stacks/shop-test-data"].map((folder) => {
        mkdirSync(join(root, folder), { recursive: true });
        writeFileSync(join(root, folder, FILE), "{}");
        return join(root, folder, FILE);
      });
      expect(erroredStates(root, "shop-test-data")).toEqual(files);
      expect(erroredStates(root, "shop-test-network")).toEqual([]);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
