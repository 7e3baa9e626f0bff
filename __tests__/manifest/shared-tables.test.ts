import { format } from "../../manifest/problem";
import { changed, complaints, read, SHOP } from "./project";

/** The shop with a table, and what its environments say of it. */
function shop({ test = "", prod = "" }: { test?: string; prod?: string }): string {
  const withTable = changed("secrets:\n", "tables:\n  orders: { key: { name: id } }\nsecrets:\n");
  const inTest = changed("    disposable: true\n", `    disposable: true\n${test && `    ${test}\n`}`, withTable);
  return changed("  prod:\n", `  prod:\n${prod && `    ${prod}\n`}`, inTest);
}

const PLACE = "deployments/shop.yaml:49:31 environments.prod.tables.orders.from:";

describe("a table of another environment", () => {
  test("is known by the environment's name", () => {
    const { systems, problems } = read({ shop: shop({ prod: "tables: { orders: { from: test } }" }) });
    expect(problems.map(format)).toEqual([]);
    const [test, prod] = systems[0]!.environments;
    expect(test!.tables["orders"]!.from).toBeUndefined();
    expect(prod!.tables["orders"]).toMatchObject({ key: { name: "id" }, from: "test" });
  });

  test("may be of an environment that is not selected", () => {
    const { systems, problems } = read({ shop: shop({ prod: "tables: { orders: { from: test } }" }) }, "shop-prod");
    expect(problems).toEqual([]);
    expect(systems[0]!.environments.map(({ name }) => name)).toEqual(["prod"]);
  });

  test.each([
    ["tset", "there is no environment `tset`; did you mean `test`?"],
    ["live", "there is no environment `live`; choose test"],
    ["prod", "is this environment itself; name another, or take this out"],
  ])("is of one that there is, and of another: not of `%s`", (from, message) => {
    expect(complaints(shop({ prod: `tables: { orders: { from: ${from} } }` }))).toEqual([`${PLACE} ${message}`]);
  });

  test.each([
    ["has no such table", "tables: { orders: null }", "environment `test` has no table `orders`; it has none"],
    [
      "does not own it itself",
      "tables: { orders: { from: prod } }",
      "environment `test` has it from `prod` itself; write `from: prod`",
    ],
    [
      "has it with another key",
      "tables: { orders: { key: { name: number } } }",
      "environment `test` describes the table otherwise; leave its keys to the system's part",
    ],
    [
      "is in another region",
      "region: eu-central-1",
      "environment `test` is in another region, and a table is shared within one; use a table of its own",
    ],
  ])("is not taken from an environment that %s", (_what, test, message) => {
    const lines = complaints(shop({ test, prod: "tables: { orders: { from: test } }" }));
    expect(lines.filter((line) => line.includes("environments.prod"))).toEqual([
      `${PLACE.replace(":49:", ":50:")} ${message}`,
    ]);
  });

  test("is not taken from an environment with problems of its own, also when that is not selected", () => {
    const manifest = shop({ test: "network: { cidr: nonsense }", prod: "tables: { orders: { from: test } }" });
    expect(read({ shop: manifest }, "shop-prod").problems.map(format)).toEqual([
      `${PLACE.replace(":49:", ":50:")} environment \`test\` has problems of its own; \`drydock show shop-test\` lists them`,
    ]);
  });

  test("is not there at all in a manifest without one", () => expect(complaints(SHOP)).toEqual([]));
});
