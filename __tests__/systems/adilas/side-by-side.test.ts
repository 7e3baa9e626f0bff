import { of, STACKS, stacks } from "./adilas";
import { before, changed, differing, resources } from "./changes";

describe("stacks side by side", () => {
  const cidrs = ["shared", ...STACKS].map((name) => of(name, "network").one("aws_vpc")["cidr_block"]);

  it("have networks of their own, which never move", () => {
    expect(new Set(cidrs).size).toBe(4);
    expect(cidrs).toEqual(["10.239.32.0/20", "10.124.64.0/20", "10.240.80.0/20", "10.143.0.0/20"]);
  });

  it("do not change when one is added: every other stack is the same to the byte", () => {
    const data3 = "\n  data3:\n    modules: { stack: true }\n    costGroup: adilas-data3\n";
    const more = changed((manifest) => `${manifest}${data3}    tenants: { corporations: { of: { acme: {} } } }\n`);
    const added = Object.keys(more).filter((name) => !Object.hasOwn(stacks, name));
    expect(added.sort()).toEqual(["data", "network", "operations", "service"].map((layer) => `adilas-data3-${layer}`));
    expect(Object.keys(before)).toEqual(Object.keys(stacks));
    expect(differing(more)).toEqual([]);
  });

  it("are counted apart, for what each costs", () => {
    expect(of("data1", "operations").one("aws_budgets_budget")["cost_filter"]).toEqual([
      { name: "TagKeyValue", values: ["user:CostGroup$adilas-data1"] },
    ]);
  });
});

describe("corporations", () => {
  const more = changed((manifest) => manifest.replace("          bravo: {", "          delta: {}\n          bravo: {"));

  it("come one by one: a new one changes the data of its stack only, and there adds what is its own", () => {
    expect(differing(more)).toEqual(["adilas-data0-data"]);
    const [now, then] = [before, more].map((texts) => resources(texts["adilas-data0-data"]!));
    expect([...now!].filter(([address, args]) => then!.get(address) !== args)).toEqual([]);
    const added = [...then!.keys()].filter((address) => !now!.has(address));
    expect(added.length).toBeGreaterThan(0);
    expect(added.filter((address) => !address.includes(".corporations_delta_"))).toEqual([]);
  });

  it("that are archived go to Glacier, and nothing of theirs expires", () => {
    const name = "corporations_cargo_files_lifecycle";
    const rules = of("data0", "data").one("aws_s3_bucket_lifecycle_configuration", name)["rule"];
    expect(rules).toContainEqual(
      expect.objectContaining({ id: "archive", transition: [{ days: 0, storage_class: "GLACIER" }] }),
    );
    expect(JSON.stringify(rules)).not.toContain("expiration");
  });

  it("have a width for their images, of their own or 760", () => {
    const settings = ["acme", "bravo", "cargo"].map((name) =>
      JSON.parse(of("data0", "data").one("aws_s3_object", `corporations_${name}_entry_object`)["content"]),
    );
    expect(settings.map(({ state, settings: { width } }) => [state, width])).toEqual([
      ["active", 1024],
      ["inactive", 760],
      ["archived", 760],
    ]);
  });
});
