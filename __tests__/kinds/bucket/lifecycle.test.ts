import { join, resolve } from "node:path";
import { type Arguments, synthesize } from "../../stacks/template";

const data = synthesize(join(resolve(__dirname, "../.."), "fixtures", "everything"))["everything-prod-data"]!;
const rules = (name: string): Arguments[] =>
  data.one("aws_s3_bucket_lifecycle_configuration", `${name}_lifecycle`)["rule"];

it("moves objects of each prefix to its tiers, but for the prefixes that are excepted", () => {
  const transition = [
    { days: 30, storage_class: "STANDARD_IA" },
    { days: 180, storage_class: "GLACIER" },
  ];
  expect(rules("lake").filter((rule) => "transition" in rule)).toEqual([
    { id: "tiers-raw/", status: "Enabled", filter: [{ prefix: "raw/" }], transition },
    { id: "tiers-refined/by-day/", status: "Enabled", filter: [{ prefix: "refined/by-day/" }], transition },
  ]);
  expect(JSON.stringify(rules("lake"))).not.toContain("published/");
});

it("still ends unfinished uploads and deletes old versions under every prefix", () => {
  const everywhere = rules("lake").filter(({ filter }) => filter[0].prefix === "");
  expect(everywhere.map(({ id }) => id)).toEqual(["unfinished-uploads", "old-versions"]);
});

it("has one rule for all objects where nothing is excepted, and none where they stay", () => {
  expect(rules("uploads").filter((rule) => "expiration" in rule)).toMatchObject([
    { id: "expire", filter: [{ prefix: "" }], expiration: [{ days: 7 }] },
  ]);
  expect(rules("vault").map(({ id }) => id)).toEqual(["unfinished-uploads", "old-versions"]);
});
