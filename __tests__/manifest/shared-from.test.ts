import { format } from "../../language/diagnostics/diagnostic";
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
    const { systems, diagnostics } = read({ shop: shop({ prod: "tables: { orders: { from: test } }" }) });
    expect(diagnostics.map(format)).toEqual([]);
    const [test, prod] = systems[0]!.environments;
    expect(test!.tables["orders"]!.from).toBeUndefined();
    expect(prod!.tables["orders"]).toMatchObject({ key: { name: "id" }, from: "test" });
  });

  test("may be of an environment that is not selected", () => {
    const { systems, diagnostics } = read({ shop: shop({ prod: "tables: { orders: { from: test } }" }) }, "shop-prod");
    expect(diagnostics).toEqual([]);
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
      "environment `test` describes the table otherwise; leave its settings to the system's part",
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
    expect(read({ shop: manifest }, "shop-prod").diagnostics.map(format)).toEqual([
      `${PLACE.replace(":49:", ":50:")} environment \`test\` has problems of its own; \`drydock show shop-test\` lists them`,
    ]);
  });

  test("is not there at all in a manifest without one", () => expect(complaints(SHOP)).toEqual([]));
});

/** The shop with a pool and a bucket that `test` owns; `prod` says something of them. */
function shared(prod: string, test = "hosted: { prefix: shop }"): string {
  const inTest = changed(
    "    disposable: true\n",
    `    disposable: true\n    userPools: { people: { ${test} } }\n    buckets: { uploads: { from: null } }\n`,
    changed("secrets:\n", "buckets:\n  uploads: { from: test, expire: 7d, prefixes: [in/] }\nsecrets:\n"),
  );
  return changed("  prod:\n", `  prod:\n    ${prod}\n`, inTest);
}

const CLIENTS = 'clients: { web: { callbacks: ["https://www.${domain}/login"] } }';

describe("a user pool of another environment", () => {
  const POOL = "deployments/shop.yaml:51:";

  test("has clients of this one, and its references", () => {
    const pool = `userPools: { people: { from: test, ${CLIENTS} } }`;
    const manifest = shared(pool).replace(
      "      web: { size: { memory: 2048 } }",
      `      worker:
        uses: { people: sign-in, uploads: { in/: write } }
        environment: { A: "\${people.id}", B: "\${people.issuer}", C: "\${people.url}", D: "\${people.web.id}", E: "\${uploads.name}" }`,
    );
    const { systems, diagnostics } = read({ shop: manifest });
    expect(diagnostics.map(format)).toEqual([]);
    const { from, clients } = systems[0]!.environments[1]!.userPools["people"]!;
    expect([from, clients["web"]!.callbacks]).toEqual(["test", ["https://www.shop.org/login"]]);
    expect(systems[0]!.environments.map(({ buckets }) => buckets["uploads"]!.from)).toEqual([undefined, "test"]);
  });

  test.each([
    ["hosted", "{ prefix: mine }"],
    ["mfa", "off"],
    ["sender", "support"],
    ["selfSignUp", "true"],
    ["password", "{ length: 8 }"],
    ["signIn", "[username]"],
  ])("says nothing of `%s` itself", (key, value) => {
    expect(complaints(shared(`userPools: { people: { from: test, ${key}: ${value} } }`))).toEqual([
      `${POOL}40 environments.prod.userPools.people.${key}: is for environment \`test\` to say, whose pool this is; take it out; this environment has its own \`clients\` only`,
    ]);
  });

  test.each([
    [
      "has no pool of this name",
      "staff: { from: test }",
      "environment `test` has no user pool `staff`; it has people",
      undefined,
    ],
    [
      "has no pages to sign in on",
      `people: { from: test, ${CLIENTS} }`,
      "environment `test` has no pages where clients could sign users in; set `userPools.people.hosted` there",
      "mfa: off",
    ],
    ["is not there", "people: { from: tset }", "there is no environment `tset`; did you mean `test`?", undefined],
  ])("is not taken from one that %s", (_what, pool, message, test) => {
    const lines = complaints(shared(`userPools: { ${pool} }`, test));
    expect(lines.map((line) => line.split(".from: ")[1])).toEqual([message]);
  });

  test("has no `url` where there is no client", () => {
    const manifest = shared("userPools: { people: { from: test } }").replace(
      "      web: { size: { memory: 2048 } }",
      '      worker: { uses: { people: sign-in }, environment: { C: "${people.url}" } }',
    );
    expect(complaints(manifest)[0]).toMatch(/`people` has no `url`; choose id, arn or issuer$/);
  });

  test.each(["region: eu-central-1", 'account: "222222222222"'])("is not taken from elsewhere: %s", (place) => {
    expect(complaints(shared(`userPools: { people: { from: test } }\n    ${place}`))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /environment `test` is in another (region|account), and a user pool is shared within one/,
        ),
      ]),
    );
  });
});

describe("a bucket of another environment", () => {
  test("is described as its owner describes it", () => {
    expect(
      complaints(shared("buckets: { uploads: { expire: 8d } }")).map((line) => line.split(" buckets.")[1]),
    ).toEqual([
      "uploads.from: environment `test` describes the bucket otherwise; leave its settings to the system's part",
    ]);
  });

  /** Who shares a bucket: `test` owns it, and `prod` says something of it, with a service that uses it. */
  const borrowed = (owners: string, own: string, uses = "read") =>
    changed(
      "  prod:\n    services:\n",
      `  prod:\n    variables: { stage: prod }\n    buckets: { uploads: { from: test${own} } }\n    services:\n      worker: { uses: { uploads: ${uses} } }\n`,
      changed("    disposable: true\n", `    disposable: true\n    buckets: { uploads: { ${owners} } }\n`),
    );

  test.each([
    ["nothing", ""],
    ["the same", ", expire: 7d"],
    ["its own folders", ", prefixes: [prod/]"],
  ])("says of it %s", (_what, own) => {
    expect(complaints(borrowed("expire: 7d, versions: false", own))).toEqual([]);
  });

  test.each([
    ["something else", "expire: 7d", ", expire: 8d"],
    ["what its owner does not say", "", ", expire: 8d"],
    ["not that everybody may read it", "public: read", ""],
  ])("does not say of it %s", (_what, owners, own) => {
    expect(complaints(borrowed(owners, own))[0]).toContain("describes the bucket otherwise");
  });

  test("is used in a folder that is called after the environment", () => {
    const manifest = borrowed("expire: 7d", ', prefixes: ["${environment}/"]', '{ "${environment}/": write }');
    const { systems, diagnostics } = read({ shop: manifest });
    expect(diagnostics.map(format)).toEqual([]);
    const { buckets, services } = systems[0]!.environments[1]!;
    expect([buckets["uploads"]!.prefixes, services["worker"]!.uses]).toEqual([
      ["prod/"],
      { uploads: { "prod/": "write" } },
    ]);
  });

  test.each([
    [
      "a prefix that the bucket has not",
      '{ "${environment}-2/": write }',
      "the bucket has no prefix `prod-2/`; did you mean `prod/`?",
    ],
    [
      "a word that is none",
      '{ "${enviroment}/": write }',
      "there is no `${enviroment}`; did you mean `${environment}`?",
    ],
    [
      "one prefix by two words",
      '{ "${environment}/": write, "${variables.stage}/": read }',
      "is `prod/` here, which is there already; take one of the two out",
    ],
    [
      "one prefix twice",
      '{ "${environment}/": write, prod/: read }',
      "is `prod/` here, which is there already; take one of the two out",
    ],
  ])("complains about %s", (_what, uses, message) => {
    expect(complaints(borrowed("", ', prefixes: ["${environment}/"]', uses))).toEqual([
      expect.stringMatching(/^deployments\/shop\.yaml:\d+:\d+ environments\.prod\.services\.worker\.uses\.uploads/),
    ]);
    expect(complaints(borrowed("", ', prefixes: ["${environment}/"]', uses))[0]).toContain(message);
  });

  test("starts its owner's functions only", () => {
    const manifest = shared(
      "functions: { resize: { image: web-image, triggers: [{ bucket: uploads, prefix: in/ }] } }",
    );
    expect(complaints(manifest)[0]).toContain(
      "functions.resize.triggers[0].bucket: `uploads` is the bucket of environment `test`, and starts that environment's functions only; move the function there, or use a bucket of its own",
    );
  });
});
