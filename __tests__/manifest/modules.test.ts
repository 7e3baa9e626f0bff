import Ajv from "ajv";
import { parse } from "yaml";
import type { Environment } from "../../kinds/core/environment";
import { format } from "../../language/diagnostics/diagnostic";
import { manifestSchema } from "../../manifest/json-schema";
import { changed, complaints, read, SHOP } from "./project";

const MODULES = `modules:
  reviews:
    images: { reviews-image: { build: docker/shop/reviews } }
    buckets: { pictures: {} }
    services:
      reviews: { image: reviews-image, uses: { pictures: read-write } }
      worker: { environment: { STAGE: reviewed, REVIEWS: "yes" } }
  lean:
    services:
      worker: { environment: { STAGE: null, LEAN: "yes" } }
      web: { containers: { cache: null } }
environments:
`;

/** The shop with two modules; `test` turns on what is given. */
function shop(on = "", modules = MODULES): string {
  return changed("environments:\n", modules).replace("    disposable: true\n", `    disposable: true\n${on}`);
}

function environment(manifest: string, name: string, modules?: string): Environment {
  const { systems, diagnostics } = read({ shop: manifest }, `shop-${name}`, modules);
  expect(diagnostics.map(format)).toEqual([]);
  return systems[0]!.environments[0]!;
}

describe("a module", () => {
  it("is off until an environment turns it on", () => {
    const manifest = shop("    modules: { reviews: true, lean: false }\n");
    expect(Object.keys(environment(manifest, "test").services)).toEqual(["web", "worker", "reviews"]);
    expect(environment(manifest, "test").services["worker"]!.environment).toEqual({
      STAGE: "reviewed",
      REVIEWS: "yes",
    });
    expect(environment(manifest, "prod")).toEqual(environment(SHOP, "prod"));
  });

  it("removes with null", () => {
    const { services } = environment(shop("    modules: { lean: true }\n"), "test");
    expect(services["worker"]!.environment).toEqual({ LEAN: "yes" });
    expect(Object.keys(services["web"]!.containers!)).toEqual(["app"]);
  });

  it("is laid over the system in the order of the system's file, and under the environment", () => {
    const manifest = shop("    modules: { lean: true, reviews: true }\n");
    expect(environment(manifest, "test").services["worker"]!.environment).toEqual({ REVIEWS: "yes", LEAN: "yes" });
    const own = `    modules: { lean: true }\n    services: { worker: { environment: { LEAN: "no" } } }\n`;
    expect(environment(shop(own), "test").services["worker"]!.environment).toEqual({ LEAN: "no" });
  });

  it("brings its images for all environments, if any has it on", () => {
    const images = (on: string) => Object.keys(read({ shop: shop(on) }, "shop-prod").systems[0]!.images);
    expect(images("")).toEqual(["web-image", "cache-image"]);
    expect(images("    modules: { reviews: true }\n")).toEqual(["web-image", "cache-image", "reviews-image"]);
  });

  it("can be asked for besides those that an environment has on", () => {
    const manifest = shop("    modules: { lean: true }\n");
    expect(environment(manifest, "test", "all")).toEqual(
      environment(shop("    modules: { reviews: true, lean: true }\n"), "test"),
    );
    expect(environment(manifest, "prod", "reviews")).toMatchObject({ buckets: { pictures: {} } });
    expect(read({ shop: manifest }, undefined, "reviws").diagnostics.map(format)).toEqual([
      "deployments:1:1: `reviws` is no module; did you mean `reviews`?",
    ]);
    expect(read({ shop: SHOP }, undefined, "reviews").diagnostics.map(format)).toEqual([
      "deployments:1:1: `reviews` is no module; there are none",
    ]);
  });

  it("may need another one, which an environment has on", () => {
    const needing = MODULES.replace(
      "environments:\n",
      "  more: { services: { worker: { uses: { pictures: read } } } }\n$&",
    );
    expect(complaints(shop("    modules: { reviews: true }\n", needing))).toEqual([]);
  });
});

/** Where something is in the text of a manifest, as complaints say it. */
function place(manifest: string, text: string): string {
  const before = manifest.slice(0, manifest.indexOf(text));
  return `deployments/shop.yaml:${before.split("\n").length}:${before.length - before.lastIndexOf("\n")}`;
}

describe("a mistake", () => {
  it.each<[string, string, string, string]>([
    [
      "an unknown name",
      "    modules: { revews: true }\n",
      "revews",
      "environments.test.modules.revews: there is no module `revews`; did you mean `reviews`?",
    ],
    [
      "no truth value",
      "    modules: { reviews: yes please }\n",
      "yes please",
      "environments.test.modules.reviews: is the single value `yes please`; write true to turn the module on, or false",
    ],
    [
      "a list",
      "    modules: [reviews]\n",
      "[reviews]",
      "environments.test.modules: is a list; write a map such as { reviews: true }",
    ],
  ])("in an environment's choice is told: %s", (_what, on, text, message) => {
    const manifest = shop(on);
    expect(complaints(manifest)).toEqual([`${place(manifest, text)} ${message}`]);
  });

  it.each<[string, string, string, string, string]>([
    [
      "a value",
      "buckets: { pictures: {} }",
      "buckets: { pictures: { expire: 7 } }",
      "7 }",
      "modules.reviews.buckets.pictures.expire: `7` is a number; write a number of days, such as 7d",
    ],
    [
      "a reference",
      'REVIEWS: "yes"',
      'REVIEWS: "${media.name}"',
      '"${media.name}"',
      "modules.reviews.services.worker.environment.REVIEWS: there is no `media` to refer to; choose main, pictures, app, support, billing, web, worker, reviews, account, domain, environment, region, system or variables",
    ],
    [
      "a key",
      "buckets: { pictures: {} }",
      "bukets: { reviews: {} }",
      "bukets",
      "modules.reviews.bukets: there is no `bukets` here; did you mean `buckets`?",
    ],
    [
      "a null that removes nothing",
      "cache: null",
      "cach: null",
      "cach:",
      "modules.lean.services.web.containers.cach: null removes, but there is no `cach` in the system; did you mean `cache`?",
    ],
    [
      "an image of the system's",
      "reviews-image: { build",
      "web-image: { build",
      "web-image: { build: docker/shop/reviews",
      "modules.reviews.images.web-image: `web-image` is an image of the system, and all environments share it; give the module's another name",
    ],
    ["a name", "  lean:\n", "  all:\n", "all:\n", "modules.all: `all` stands for every module; choose another name"],
  ])("inside a module that is off is found: %s", (_what, passage, replacement, text, message) => {
    const manifest = shop("", changed(passage, replacement, MODULES));
    const found = complaints(manifest);
    expect(found).toContain(`${place(manifest, text)} ${message}`);
  });

  it("that a module makes elsewhere says which module it is", () => {
    const manifest = shop(
      "",
      changed("web: { containers: { cache: null } }", "web: null", MODULES).replace(
        "  lean:",
        "  lean:\n    jobs: { clear: { service: web, command: [clear] } }",
      ),
    );
    expect(complaints(manifest)).toEqual([
      expect.stringMatching(/modules\.lean\.jobs\.clear\.service: there is no service `web`; choose worker$/),
    ]);
    const other = shop("", MODULES.replace("  lean:", "  lean:\n    secrets: { app: null }"));
    expect(complaints(other)).toContain(
      `${place(other, "app: read")} services.web.uses.app: there is no \`app\` to use; choose main, support, billing or worker (with module \`lean\` on)`,
    );
  });

  it("in a module that an environment has on is that environment's", () => {
    const manifest = shop(
      "    modules: { reviews: true }\n",
      changed("buckets: { pictures: {} }", "buckets: { pictures: { expire: 7 } }", MODULES),
    );
    expect(read({ shop: manifest }, "shop-prod").diagnostics).toEqual([]);
    expect(read({ shop: manifest }, "shop-test").diagnostics).toHaveLength(1);
  });

  it("in what `modules` is, is told", () => {
    expect(complaints(shop("", "modules: [reviews]\nenvironments:\n"))).toEqual([
      "deployments/shop.yaml:42:10 modules: is a list; write a map of names, each with the settings that it lays over the system's",
    ]);
    expect(complaints(shop("", "modules: { reviews: {} }\nenvironments:\n"))).toEqual([
      "deployments/shop.yaml:42:21 modules.reviews: has no settings; write those that it lays over the system's",
    ]);
  });
});

it("is known to editors", () => {
  const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(manifestSchema());
  expect(validate(parse(shop("    modules: { reviews: true }\n")))).toBe(true);
  expect(validate(parse(shop("    modules: { reviews: 1 }\n")))).toBe(false);
  expect(validate(parse(shop("", MODULES.replace("buckets: {", "bukets: {"))))).toBe(false);
});

it("costs little when a hundred environments have modules", () => {
  const names = Array.from(
    { length: 100 },
    (_, index) => `  e${index}: { domain: e${index}.org, modules: { reviews: true } }\n`,
  );
  const manifest = changed("environments:\n", MODULES) + names.join("");
  const begin = performance.now();
  expect(read({ shop: manifest }).systems[0]!.environments).toHaveLength(102);
  expect(performance.now() - begin).toBeLessThan(5000);
});
