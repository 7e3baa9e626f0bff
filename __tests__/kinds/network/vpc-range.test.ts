import { vpcRange } from "../../../kinds/network/vpc-range";
import { changed, complaints, read } from "../../manifest/project";

const NETWORK = "network: { cidr: auto }\nservices:\n";

/** The shop with these environments, each with a domain of its own and a range that is chosen for it. */
function shop(...names: string[]): string {
  const environments = names.map((name) => `  ${name}: { domain: ${name}.shop.org }\n`).join("");
  const manifest = changed("\nservices:\n", `\n${NETWORK}`);
  return `${manifest.slice(0, manifest.indexOf("environments:\n"))}environments:\n${environments}`;
}

function ranges(...names: string[]): Record<string, string> {
  const { systems } = read({ shop: shop(...names) });
  return Object.fromEntries(systems[0]!.environments.map((environment) => [environment.name, vpcRange(environment)]));
}

describe("a range that is chosen for an environment", () => {
  it("is a /20 of 10.0.0.0/8, apart from everybody's default", () => {
    for (const text of Object.values(ranges("data0", "data1", "data2", "prod", "test"))) {
      expect(text).toMatch(/^10\.(?!0\.)\d+\.\d+\.0\/20$/);
    }
  });

  it("never moves, whoever comes before or after it", () => {
    const alone = ranges("data1");
    expect(ranges("aaa", "data0", "data1", "data2", "zzz")).toMatchObject(alone);
    expect(alone).toEqual({ data1: "10.219.144.0/20" });
  });

  it("never clashes: the later of two on one range is refused, with a range that is free", () => {
    expect(complaints(shop("data25", "data71"))).toEqual([
      expect.stringContaining(
        "network.cidr: `auto` stands for 10.191.112.0/20, which overlaps 10.191.112.0/20 of shop-data25; write `network: { cidr: 10.191.128.0/20 }` in data71",
      ),
    ]);
  });

  it("is told apart from ranges that are written out", () => {
    const manifest = shop("data0", "data1").replace(
      "data0.shop.org }",
      "data0.shop.org, network: { cidr: 10.219.0.0/16 } }",
    );
    expect(complaints(manifest)).toEqual([expect.stringContaining("overlaps 10.219.0.0/16 of shop-data0")]);
  });
});
