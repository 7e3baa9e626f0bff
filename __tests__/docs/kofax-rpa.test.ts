import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../../kinds/core/environment";
import { readDeployments } from "../../manifest/deployments";

const ROOT = join(__dirname, "../..");
const GUIDE = readFileSync(join(ROOT, "docs/kofax-rpa.md"), "utf8");

const [system] = readDeployments(ROOT, "kofax-rpa").systems;
const [everything] = readDeployments(ROOT, "kofax-rpa", "all").systems;
const named = ({ environments }: { readonly environments: readonly Environment[] }) =>
  new Map(environments.map((environment) => [`kofax-rpa-${environment.name}`, environment]));
const environments = named(system!);
const withAll = named(everything!);
const [poc, prod] = ["kofax-rpa-poc", "kofax-rpa-prod"].map((name) => environments.get(name)!);

/** Rows of a section's tables: what is written as code in each cell. */
function rows(section: string): string[][][] {
  const text = GUIDE.split(`\n## ${section}\n`)[1]!.split(/\n## /)[0]!;
  const lines = text.split("\n").filter((line) => line.startsWith("| `"));
  return lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!)),
  );
}
const firstCells = (section: string) => rows(section).flatMap(([first]) => first!);

/** Commands of the guide, a line each, with what a backslash continues and without comments. */
const COMMANDS = [...GUIDE.replaceAll(/ \\\n\s*/g, " ").matchAll(/(?:^|`|\| )((?:npx|aws|npm) [^`\n]+)/gm)].map(
  ([, command]) => command!.replace(/\s+#.*$/, "").trim(),
);
const drydock = COMMANDS.filter((command) => command.startsWith("npx drydock ")).map((command) =>
  command.split(" ").slice(2),
);

test("lists the services and databases of both environments", () => {
  const listed = firstCells("What runs");
  const services = [poc, prod].flatMap((environment) => Object.keys(environment!.services));
  expect(services.filter((name) => !listed.includes(name))).toEqual([]);
  const databases = Object.entries(withAll.get("kofax-rpa-prod")!.extraDatabases).map(
    ([name, { database }]) => database ?? name.replaceAll("-", "_"),
  );
  expect(databases.filter((name) => !listed.includes(name))).toEqual([]);
});

test("lists every secret with its keys", () => {
  const secrets = { ...poc!.secrets, ...withAll.get("kofax-rpa-prod")!.secrets };
  const listed = Object.fromEntries(rows("Secrets").map(([name, keys]) => [name![0], [...keys!].sort()]));
  const expected = Object.entries(secrets).map(([name, { keys, generate }]) => [name, [...keys, ...generate].sort()]);
  expect(listed).toEqual(Object.fromEntries(expected));
});

test("lists every module", () => {
  const manifest = readFileSync(join(ROOT, "deployments/kofax-rpa.yaml"), "utf8");
  const modules = manifest.split("\nmodules:\n")[1]!.split(/\n[a-z]/)[0]!;
  const names = [...modules.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(4);
  expect(firstCells("Modules").filter((name) => /^\w+$/.test(name) && names.includes(name))).toEqual(
    expect.arrayContaining(names),
  );
});

test("has commands, so that the tests below mean something", () => {
  expect(COMMANDS.length).toBeGreaterThan(30);
  expect(drydock.length).toBeGreaterThan(12);
});

test("uses verbs of drydock, with environments, services, jobs and secrets that there are", () => {
  const wrong = drydock.filter(([verb, ...words]) => !isRight(verb!, words));
  expect(wrong.map((words) => words.join(" "))).toEqual([]);
});

function isRight(verb: string, words: readonly string[]): boolean {
  if (!existsSync(join(ROOT, "commands/verbs", `${verb}.ts`))) return false;
  const [place, what, key] = verb === "secret" ? words.slice(1) : words;
  const environment = withAll.get(place!);
  switch (verb) {
    case "bootstrap":
    case "login":
      return true;
    case "rehearse":
      return environment !== undefined;
    case "exec":
      return environment !== undefined && environments.get(place!)!.services[what!] !== undefined;
    case "run":
      return environments.get(place!)?.jobs[what!] !== undefined;
    case "tunnel":
      return (
        environment !== undefined && { ...environment.databases, ...environment.extraDatabases }[what!] !== undefined
      );
    case "secret": {
      if (words[0] === "list") return environment !== undefined;
      const { keys = [], generate = [] } = environment?.secrets[what!] ?? {};
      return key!.startsWith("--") ? keys.length > 0 : [...keys, ...generate].includes(key!);
    }
    default:
      return false;
  }
}

test("deploys stacks that there are, from what changes least to what changes most", () => {
  const layers = ["network", "data", "service", "operations", "*"];
  const stacks = ["kofax-rpa-registry", "kofax-rpa-images", ...layers.map((layer) => `kofax-rpa-prod-${layer}`)];
  const deployed = COMMANDS.filter((command) => command.startsWith("npx cdktf deploy")).map((command) =>
    command.split(" ").flatMap((word) => (/^'?kofax-rpa-/.test(word) ? [word.replaceAll("'", "")] : [])),
  );
  expect(deployed.flat().filter((stack) => !stacks.includes(stack))).toEqual([]);
  const [registry, images, network, data] = stacks;
  expect(deployed.slice(0, 4)).toEqual([
    [registry],
    [registry, images],
    [network, data],
    [registry, "kofax-rpa-prod-*"],
  ]);
});

test("asks AWS about this system, in its region", () => {
  const asked = COMMANDS.filter((command) => command.startsWith("aws "));
  expect(asked.filter((command) => !command.includes(`--region ${prod!.region}`))).toEqual([]);
  const about = asked.filter((command) => /kofax-rpa(?!-prod|\/prod)/.test(command));
  expect(about).toEqual([]);
  const services = asked.flatMap((command) => [...command.matchAll(/--services? (\S+)/g)].map(([, name]) => name!));
  expect(services.filter((name) => prod!.services[name] === undefined)).toEqual([]);
});

test("names steps that the console's image has", () => {
  const script = readFileSync(join(ROOT, "docker/kofax-rpa/management-console/configure.sh"), "utf8");
  const steps = firstCells("When a step fails").flatMap((text) => /^step ([a-z ]+?)( …| failed)/.exec(text)?.[1] ?? []);
  expect(steps.length).toBeGreaterThan(7);
  expect(steps.filter((step) => !script.includes(`step "${step}`))).toEqual([]);
});
