import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readDeployments } from "../../manifest/deployments";

const ROOT = join(__dirname, "../..");
const GUIDE = readFileSync(join(ROOT, "docs/idmcdb.md"), "utf8");

const { systems } = readDeployments(ROOT, "idmcdb");
const [environment] = systems[0]!.environments;

/** What is written as code in the first cell of each row of a section. */
function firstCells(section: string): string[] {
  const text = GUIDE.split(`\n## ${section}\n`)[1]!.split(/\n##? /)[0]!;
  const rows = text.split("\n").filter((line) => line.startsWith("| `"));
  return rows.flatMap((row) => [...row.split("|")[1]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
}

test("lists the init jobs of the manifest in their order", () => {
  expect(firstCells("The init jobs")).toEqual(environment!.init);
});

test("lists every key that the secret has", () => {
  const { keys, generate } = environment!.secrets["app"]!;
  expect(firstCells("Secrets").sort()).toEqual([...keys, ...generate].sort());
});

test("lists the services of the manifest", () => {
  const services = Object.keys(environment!.services);
  const listed = firstCells("What runs").filter((name) => services.includes(name));
  expect([...new Set(listed)].sort()).toEqual(services.sort());
});
