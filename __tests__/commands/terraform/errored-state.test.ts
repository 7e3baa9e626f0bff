import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { erroredStates, isToBePushed } from "../../../commands/terraform/errored-state";

const state = (serial: number, lineage = "one", resources: unknown[] = []) =>
  JSON.stringify({ version: 4, serial, lineage, resources }, undefined, 2);
const FILE = "errored.tfstate";

describe("a state that could not be written", () => {
  it.each([
    ["there is none yet", ""],
    ["the stored one is older", state(6)],
  ])("is pushed when %s", (_when, stored) => expect(isToBePushed(FILE, state(7), stored)).toBe(true));

  it("is in the backend already when that has the same content, however it is written", () =>
    expect(isToBePushed(FILE, state(7), JSON.stringify(JSON.parse(state(7))))).toBe(false));

  it.each([
    ["the stored one is newer", state(8), "Pushing would lose what came later"],
    ["the stored one has the same number and says something else", state(7, "one", [{}]), "was not pushed"],
    ["it belongs to another state", state(3, "two"), "belongs to another state (lineage one)"],
    ["the stored one cannot be read", "<html>", "cannot be read"],
  ])("is not pushed when %s", (_when, stored, words) =>
    expect(() => isToBePushed(FILE, state(7), stored)).toThrow(words),
  );

  it.each(["", "{", '{"serial": "7"}', "null", "7"])("must be a state: %j", (text) =>
    expect(() => isToBePushed(FILE, text, "")).toThrow("errored.tfstate is no state"),
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
