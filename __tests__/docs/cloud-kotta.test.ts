import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readDeployments } from "../../manifest/deployments";
import { synthesize } from "../stacks/template";

const ROOT = join(__dirname, "../..");
const GUIDE = readFileSync(join(ROOT, "docs/cloud-kotta.md"), "utf8");
const { environments } = readDeployments(ROOT, "cloud-kotta").systems[0]!;
const prod = environments.find(({ name }) => name === "prod")!;

/** What is written as code in a column of the tables of a section. */
function cells(section: string, column: number): string[] {
  const text = GUIDE.split(`\n## ${section}\n`)[1]!.split(/\n##? /)[0]!;
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  return rows.flatMap((row) => [...row.split("|")[column]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
}

test("lists the services of the manifest", () => {
  const services = Object.keys(prod.services);
  expect(
    cells("What runs", 1)
      .filter((name) => services.includes(name))
      .sort(),
  ).toEqual(services.sort());
});

test("says of every prefix of the bucket who writes and reads it", () => {
  const prefixes = cells("Custom code", 1).map((prefix) => prefix.replace(/<.*$/, ""));
  expect(prefixes.sort()).toEqual([...prod.buckets["store"]!.prefixes].sort());
});

test("names outputs that there are", () => {
  const stacks = synthesize();
  const outputs = ["data", "network"].flatMap((layer) =>
    Object.keys(stacks[`cloud-kotta-prod-${layer}`]!.json["output"]),
  );
  const named = cells("The Base, then the Main", 2).filter((name) => !name.startsWith("cloud-kotta"));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !outputs.includes(name))).toEqual([]);
});

test("names the types of instances that the pools have", () => {
  const [, inProd, inTest] = [0, 2, 3].map((column) => cells("The pools", column).filter((name) => name.includes(".")));
  expect(inProd).toEqual(prod.capacities["prod"]!.instances);
  expect(inTest).toEqual(prod.capacities["test"]!.instances);
});
