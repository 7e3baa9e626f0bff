import { type Closing, closingWords } from "../../../commands/deploy/closing-words";

const command = "npm run deploy -- shop-test";
const layers: Closing["layers"] = [
  { stack: "shop-test-network", became: "done", note: "24 added" },
  { stack: "shop-test-data", became: "begun" },
  { stack: "shop-test-service", became: "not begun" },
];
const interrupted: Closing = {
  verb: "deploy",
  layers,
  interrupted: true,
  failed: false,
  errored: [],
  orderly: true,
  remedies: [],
  command,
};

describe("the last message of a deploy", () => {
  it("says after an interruption that nothing is lost, what became of each layer, and the command that goes on", () => {
    expect(closingWords(interrupted)).toBe(
      [
        "Interrupted. Terraform has written its state: nothing is lost.",
        "  shop-test-network  done: 24 added",
        "  shop-test-data     begun",
        "  shop-test-service  not begun",
        "Go on with: npm run deploy -- shop-test",
      ].join("\n"),
    );
  });

  it("says after a failure what to do first", () => {
    const words = closingWords({ ...interrupted, interrupted: false, failed: true, remedies: ["The disk is full."] });
    expect(words).toMatch(/^It failed\. Terraform has written its state: nothing is lost\.\n/);
    expect(words).toMatch(/\nThe disk is full\.\nGo on with: npm run deploy -- shop-test$/);
  });

  it("says where a state is that could not be written, and goes on with the option that writes it", () => {
    const errored = [".drydock/stacks/shop-test-data/errored.tfstate"];
    const words = closingWords({ ...interrupted, interrupted: false, failed: true, errored });
    expect(words).toContain("all that was made is in .drydock/stacks/shop-test-data/errored.tfstate. Keep that file.");
    expect(words).toMatch(/\nGo on with: npm run deploy -- shop-test --push-errored-state$/);
    const again = closingWords({ ...interrupted, errored, command: `${command} --push-errored-state` });
    expect(again).toMatch(/\nGo on with: npm run deploy -- shop-test --push-errored-state$/);
  });

  it("promises nothing when Terraform was cut off", () => {
    const words = closingWords({ ...interrupted, interrupted: false, failed: true, orderly: false });
    expect(words).toContain("what it did last may be in no state, and a lock may be left");
    expect(words).not.toContain("nothing is lost");
  });

  it("names what may be lost when Terraform was told to give up", () => {
    const words = closingWords({ ...interrupted, orderly: false, inDoubt: ["aws_vpc.main", "aws_eip.nat"] });
    expect(words).toContain("what it was at (aws_vpc.main, aws_eip.nat), may be in no state, and a lock may be left");
  });

  it("says so when nothing was changed", () => {
    const untouched = layers.map(({ stack }) => ({ stack, became: "not begun" as const }));
    expect(closingWords({ ...interrupted, layers: untouched })).toMatch(/^Interrupted\. Nothing was changed\.\n/);
    expect(closingWords({ ...interrupted, verb: "plan" })).toMatch(/^Interrupted\. Nothing was changed\.\n/);
  });

  it("is what became of each layer when all went well", () => {
    const words = closingWords({ ...interrupted, interrupted: false });
    expect(words.split("\n")).toHaveLength(3);
    expect(words).not.toContain("Go on");
  });
});
