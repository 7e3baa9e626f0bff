import { report } from "../../../commands/rehearse/report";
import type { StackResult, Summary } from "../../../commands/rehearse/results";

const plain = { red: String, green: String, bold: String };

function stack(name: string, secondPlan: string[] = []): StackResult {
  return {
    name,
    layer: name,
    added: 8,
    changed: 0,
    destroyed: 0,
    secondPlan,
    secondPlanChanges: secondPlan.length,
    seconds: 64.25,
  };
}

const held: Summary = {
  ok: true,
  system: "shop",
  environment: "test",
  stacks: [stack("state"), stack("shop-test-network")],
  promises: [{ promise: "nothing is public", findings: [] }],
  skipped: [{ stack: "shop-images", reason: "no Docker engine" }],
  remade: ["shop-test-service"],
  destroyed: ["shop-test-network"],
  refused: [{ stack: "shop-test-data", resources: ["aws_db_instance.main"] }],
};

it("shows each stack once, however many environments share it", () => {
  const other = { ...held, environment: "prod", stacks: [stack("state"), stack("shop-prod-network")] };
  const lines = report([held, other], plain).split("\n");
  expect(lines.filter((line) => line.startsWith("state "))).toEqual([
    "state                  8        0          0        empty     64.3",
  ]);
  expect(lines.filter((line) => /^shop-[a-z]+-/.test(line))).toHaveLength(2);
});

it("says what held, what was skipped, what is gone and what refused to go", () => {
  expect(report([held], plain)).toContain(
    [
      "shop-test: everything held",
      "  held: nothing is public",
      "  skipped: shop-images: no Docker engine",
      "  destroyed and made again: shop-test-service",
      "  destroyed: shop-test-network",
      "  refused to be destroyed: shop-test-data: aws_db_instance.main",
    ].join("\n"),
  );
});

it("says what was broken and why it failed", () => {
  const failed: Summary = {
    ...held,
    ok: false,
    stacks: [stack("shop-test-network", ["aws_vpc.vpc: update tags"])],
    promises: [{ promise: "nothing is public", findings: ["aws_db_instance.main is publicly accessible"] }],
    skipped: [],
    remade: undefined,
    destroyed: undefined,
    refused: undefined,
    failure: "terraform apply failed in shop-test-data:\nError: no such thing",
  };
  const text = report([failed], plain);
  expect(text).toContain("1 changes");
  expect(text).toContain(
    [
      "shop-test: failed",
      "  broken: nothing is public",
      "    aws_db_instance.main is publicly accessible",
      "  second plan of shop-test-network:",
      "    aws_vpc.vpc: update tags",
      "  terraform apply failed in shop-test-data:",
      "  Error: no such thing",
    ].join("\n"),
  );
});
