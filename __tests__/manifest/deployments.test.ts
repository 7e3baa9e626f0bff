import { format } from "../../language/diagnostics/diagnostic";
import { readDeployments } from "../../manifest/deployments";
import { changed, read, SHOP } from "./project";

function environment(manifest: string, name: string) {
  const { systems, diagnostics } = read({ shop: manifest });
  expect(diagnostics.map(format)).toEqual([]);
  return systems[0]!.environments.find((one) => one.name === name)!;
}

describe("readDeployments", () => {
  it("reads this project's own deployments", () => {
    const { state, systems, diagnostics } = readDeployments(process.cwd());
    expect(diagnostics.map(format)).toEqual([]);
    expect(systems.map(({ name }) => name)).toContain("sliderule");
    expect(state.bucket).not.toBe("");
  });

  it("gives each system with its environments, in the order of the file", () => {
    const { state, systems } = read({ shop: SHOP });
    expect(state).toEqual({ bucket: "shop-state", table: "shop-locks", region: "us-west-2" });
    expect(systems.map(({ name, file, region, owner }) => ({ name, file, region, owner }))).toEqual([
      { name: "shop", file: "deployments/shop.yaml", region: "us-west-2", owner: "unknown" },
    ]);
    expect(systems[0]!.environments.map(({ system, name }) => [system, name])).toEqual([
      ["shop", "test"],
      ["shop", "prod"],
    ]);
  });

  it("lays environments over the system and fills in defaults", () => {
    expect(environment(SHOP, "test").services["web"]!.size).toEqual({ cpu: 512, memory: 1024, architecture: "x86_64" });
    expect(environment(SHOP, "prod").services["web"]!.size).toEqual({ cpu: 512, memory: 2048, architecture: "x86_64" });
    expect(environment(SHOP, "test").disposable).toBe(true);
    expect(environment(SHOP, "prod").disposable).toBe(false);
    expect(environment(SHOP, "prod").databases["main"]!.multiZone).toBe(true);
  });

  it("reads durations as seconds and retentions as days", () => {
    const { services, databases } = environment(SHOP, "prod");
    expect(services["web"]!.expose!.health.interval).toBe(30);
    expect(services["web"]!.steadyWithin).toBe(1200);
    expect(services["web"]!.logs.retain).toBe(30);
    expect(databases["main"]!.backups.retain).toBe(7);
  });

  it("puts words in everywhere and leaves references to resources where they can be resolved", () => {
    const { services } = environment(SHOP, "prod");
    expect(services["web"]!.expose!.host).toBe("www.shop.org");
    expect(services["worker"]!.environment).toEqual({ STAGE: "prod" });
    expect(services["web"]!.containers!["app"]!.environment["HOST"]).toBe("${main.host}");
  });

  it("puts variables with words in them into other texts", () => {
    const manifest = changed("${environment}", "${variables.url}").replace(
      "    disposable: true",
      '    variables: { url: "https://${variables.host}/", host: "www.${domain}" }',
    );
    const { systems } = read({ shop: manifest });
    expect(systems[0]!.environments[0]!.services["worker"]!.environment["STAGE"]).toBe("https://www.test.shop.org/");
  });

  it("takes escapes away where no reference can be, and keeps them for those who resolve references", () => {
    const manifest = changed(
      '    environment: { STAGE: "${environment}" }',
      '    command: [sh, -c, "echo $${HOME}"]\n    environment: { STAGE: "$${HOME} ${environment}" }',
    );
    const { command, environment: variables } = environment(manifest, "prod").services["worker"]!;
    expect(command).toEqual(["sh", "-c", "echo ${HOME}"]);
    expect(variables["STAGE"]).toBe("$${HOME} prod");
  });

  it("removes with null", () => {
    const manifest = changed("web: { size: { memory: 2048 } }", "worker: null");
    expect(Object.keys(environment(manifest, "prod").services)).toEqual(["web"]);
    expect(Object.keys(environment(manifest, "test").services)).toEqual(["web", "worker"]);
  });

  it("keeps an environment's tag of an image out of the system's own images", () => {
    const manifest = changed("    disposable: true", '    images: { web-image: { tag: "${environment}-7" } }');
    const { systems } = read({ shop: manifest });
    expect(systems[0]!.images["web-image"]!.tag).toBeUndefined();
    expect(systems[0]!.environments[0]!.images["web-image"]!.tag).toBe("test-7");
    expect(systems[0]!.environments[0]!.images["web-image"]!.build).toEqual(systems[0]!.images["web-image"]!.build);
  });

  it("takes the region and account of what is shared from the first environment if the system has none", () => {
    const manifest = changed("region: us-west-2\n", "")
      .replace(
        "    domain: test.shop.org",
        '    domain: test.shop.org\n    region: eu-west-1\n    account: "222222222222"',
      )
      .replace("  prod:", "  prod:\n    region: eu-west-2");
    const whole = read({ shop: manifest });
    expect(whole.systems[0]).toMatchObject({ region: "eu-west-1", account: "222222222222" });
    // Selecting another environment must not move the registry.
    expect(read({ shop: manifest }, "shop-prod").systems[0]).toMatchObject({ region: "eu-west-1" });
  });

  it("reports a mistake of the system's part once, and one of an overlay at the overlay", () => {
    const manifest = changed("port: 80\n", "port: 70000\n").replace("memory: 2048", "memory: x");
    expect(read({ shop: manifest }).diagnostics.map(({ line, path }) => [line, path])).toEqual([
      [30, "services.web.containers.app.port"],
      [48, "environments.prod.services.web.size.memory"],
    ]);
  });

  it("leaves out the environments with diagnostics, and only those", () => {
    const { systems, diagnostics } = read({ shop: changed("size: { memory: 2048 }", "size: { memory: 3 }") });
    expect(systems[0]!.environments.map(({ name }) => name)).toEqual(["test"]);
    expect(diagnostics).toHaveLength(1);
  });
});

describe("a selection", () => {
  const two = {
    shop: SHOP,
    "shop-test": SHOP.replace("system: shop", "system: shop-test").replaceAll("shop.org", "x.org"),
  };

  function names(only?: string): string[] {
    const { systems, diagnostics } = read(two, only);
    expect(diagnostics.map(format)).toEqual([]);
    return systems.flatMap(({ environments }) => environments.map(({ system, name }) => `${system}/${name}`));
  }

  it.each([
    [undefined, ["shop/test", "shop/prod", "shop-test/test", "shop-test/prod"]],
    ["shop", ["shop/test", "shop/prod"]],
    ["shop-prod", ["shop/prod"]],
    ["shop-test", ["shop/test", "shop-test/test", "shop-test/prod"]],
    ["shop-test-*", ["shop-test/test", "shop-test/prod"]],
    ["*-prod", ["shop/prod", "shop-test/prod"]],
    ["shop-p?od,shop-test-test", ["shop/prod", "shop-test/test"]],
    [" shop-prod , shop-test-prod ", ["shop/prod", "shop-test/prod"]],
  ])("of %j", (only, expected) => {
    expect(names(only)).toEqual(expected);
  });

  it("that holds nothing says what there is", () => {
    expect(read(two, "shop-prd").diagnostics.map(format)).toEqual([
      "deployments:1:1: `shop-prd` is no system or environment; did you mean `shop-prod`?",
    ]);
    expect(read(two, "kofax").diagnostics.map(format)).toEqual([
      "deployments:1:1: `kofax` is no system or environment; choose shop-test, shop-prod, shop-test-test or shop-test-prod",
    ]);
  });

  it("does not report the mistakes of other environments", () => {
    const manifest = changed("size: { memory: 2048 }", "size: { memory: 3 }");
    expect(read({ shop: manifest }, "shop-test").diagnostics).toEqual([]);
    expect(read({ shop: manifest }, "shop-prod").diagnostics).toHaveLength(1);
  });

  it("reports a host that an environment which is not wanted has too", () => {
    const manifest = changed("    domain: test.shop.org\n", "");
    expect(read({ shop: manifest }, "shop-prod").diagnostics.map(({ message }) => message)).toEqual([
      "`www.shop.org` is also the host of service `web` in shop-test; choose another",
    ]);
  });
});

describe("several systems", () => {
  it("cannot have the same host in the same account and domain", () => {
    const other = SHOP.replace("system: shop", "system: store").replace("domain: test.shop.org", "domain: y.org");
    expect(read({ shop: SHOP, store: other }).diagnostics.map(format)).toEqual([
      "deployments/shop.yaml:25:21 services.web.expose.host: `www.shop.org` is also the host of service `web` in store-prod; choose another",
      "deployments/store.yaml:25:21 services.web.expose.host: `www.shop.org` is also the host of service `web` in shop-prod; choose another",
    ]);
    const elsewhere = other.replace("  prod:", '  prod:\n    account: "222222222222"');
    expect(read({ shop: SHOP, store: elsewhere }).diagnostics).toEqual([]);
  });

  it("cannot have the same full name", () => {
    const shop = SHOP.replace("  prod:", "  eu-prod:");
    const other = SHOP.replace("system: shop", "system: shop-eu").replaceAll("shop.org", "x.org");
    expect(read({ shop, "shop-eu": other }).diagnostics.map(format)).toEqual([
      "deployments/shop-eu.yaml:46:3 environments.prod: `shop-eu-prod` is also environment `eu-prod` of system `shop`; their AWS names would clash: choose another",
      "deployments/shop.yaml:46:3 environments.eu-prod: `shop-eu-prod` is also environment `prod` of system `shop-eu`; their AWS names would clash: choose another",
    ]);
  });
});
