import fc from "fast-check";
import { parse, parseDocument, stringify } from "yaml";
import type { Environment } from "../../kinds/core/environment";
import { environmentsUsedBy } from "../../kinds/core/shared-from";
import { durationText, seconds } from "../../language/types/duration";
import { readDeployments } from "../../manifest/deployments";
import { environmentYaml } from "../../manifest/environment-yaml";
import { changed, read, SHOP } from "./project";

/** Whether an environment owns something that another one uses. */
function owns(owner: Environment, environment: Environment): boolean {
  const groups = Object.keys(environment.tenants).filter((group) => environment.tenants[group]!.from !== undefined);
  const hasTenants = groups.some((group) => owner.tenants[group] !== undefined);
  return owner.name !== environment.name && (environmentsUsedBy(environment).includes(owner.name) || hasTenants);
}

/** What is written of an environment; if others own something of it, as a module of a manifest that they are in, too. */
function withOwners(environment: Environment, owners: readonly Environment[]): string {
  if (owners.length === 0) return environmentYaml(environment);
  const [own, ...others] = [environment, ...owners].map((one) => {
    const { system: _, environments: __, images, ...settings } = parse(environmentYaml(one));
    return { name: one.name, images, settings };
  });
  // Images are the system's or a module's, never an environment's own.
  const theirs = Object.assign({}, ...others.map(({ images }) => images));
  const images = Object.fromEntries(Object.entries(theirs).filter(([name]) => !Object.hasOwn(own!.images, name)));
  return stringify({
    system: environment.system,
    images: own!.images,
    modules: { own: own!.settings, others: { images, owner: environment.owner } },
    environments: {
      [own!.name]: { modules: { own: true } },
      ...Object.fromEntries(others.map(({ name, settings }) => [name, { modules: { others: true }, ...settings }])),
    },
  });
}

function again(environment: Environment, all: readonly Environment[] = []): Environment {
  const owners = all.filter((other) => other.system === environment.system && owns(other, environment));
  const { systems, diagnostics } = read({ [environment.system]: withOwners(environment, owners) });
  expect(diagnostics).toEqual([]);
  return systems[0]!.environments.find(({ name }) => name === environment.name)!;
}

describe("an environment that is written out", () => {
  const own = readDeployments(process.cwd()).systems.flatMap(({ environments }) => environments);
  const shop = read({ shop: SHOP }).systems.flatMap(({ environments }) => environments);

  it.each([...own, ...shop].map((environment) => [`${environment.system}-${environment.name}`, environment] as const))(
    "means the same when it is read again (%s)",
    (_name, environment) => {
      expect(again(environment, own)).toEqual(environment);
    },
  );

  it("keeps escapes, durations and whatever text there is in variables", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const escaped = JSON.stringify(text.replaceAll("${", "$$${"));
        const manifest = changed('STAGE: "${environment}"', `STAGE: ${escaped}`).replace(
          "    image: web-image\n    environment",
          `    image: web-image\n    command: [${escaped}]\n    environment`,
        );
        const [environment] = read({ shop: manifest }).systems[0]?.environments ?? [];
        fc.pre(environment !== undefined);
        expect(again(environment!)).toEqual(environment);
      }),
      { numRuns: 60 },
    );
  });

  it("has its keys in the order of the manifest, and defaults after them", () => {
    const text = environmentYaml(read({ shop: SHOP }, "shop-prod").systems[0]!.environments[0]!);
    const keys = Object.keys(parse(text) as object);
    const inShop = ["system", "region", "domain", "images", "databases", "secrets", "email", "permissions", "services"];
    expect(keys.slice(0, inShop.length)).toEqual(inShop);
    const { services } = parse(text) as { services: Record<string, object> };
    expect(Object.keys(services["web"]!).slice(0, 4)).toEqual(["size", "expose", "uses", "containers"]);
  });

  it("is in the manifest's own words: references, durations and defaults", () => {
    const document = parseDocument(environmentYaml(read({ shop: SHOP }, "shop-prod").systems[0]!.environments[0]!));
    expect(document.getIn(["services", "web", "expose", "health", "interval"])).toBe("30s");
    expect(document.getIn(["services", "web", "steadyWithin"])).toBe("20m");
    expect(document.getIn(["databases", "main", "backups", "retain"])).toBe("7d");
    expect(document.getIn(["services", "web", "containers", "app", "environment", "HOST"])).toBe("${main.host}");
    expect(document.getIn(["services", "web", "size", "memory"])).toBe(2048);
    expect(document.getIn(["environments"])).toMatchObject({ items: [{ key: { value: "prod" } }] });
  });
});

it("writes durations in the largest unit that fits", () => {
  expect([30, 60, 900, 3600, 5400, 86_400, 604_800, 0].map(durationText)).toEqual([
    "30s",
    "1m",
    "15m",
    "1h",
    "90m",
    "1d",
    "7d",
    "0s",
  ]);
  fc.assert(fc.property(fc.nat(), (value) => expect(seconds(durationText(value))).toBe(value)));
});
