import { format } from "../../../language/diagnostics/diagnostic";
import { changed, complaints, read, SHOP } from "../project";

const more = (tenants: string, uses = "", manifest = SHOP) =>
  changed(
    "secrets:\n",
    `tenants: ${tenants}\nsecrets:\n`,
    uses ? changed("uses: { main", `uses: { ${uses}`, manifest) : manifest,
  );

const CASES: ReadonlyArray<readonly [mistake: string, manifest: string, lines: readonly string[]]> = [
  [
    "a state that is none, a setting that is none, and a bucket for everybody",
    more("{ customers: { bucket: { public: read }, of: { acme: { state: closed, settings: { sizes: [1] } } } } }"),
    [
      "13:35 tenants.customers.bucket.public: there is no `public` here; choose cors, tiers, expire, encryption or versions",
      "13:72 tenants.customers.of.acme.state: `closed` is not allowed; choose active, inactive or archived",
      "13:99 tenants.customers.of.acme.settings.sizes: is no setting; write text, a number, true or false",
    ],
  ],
  [
    "a name that makes a bucket's too long, by the length of the environment's",
    more(`{ customers: { of: { ${"a".repeat(29)}: {}, ${"b".repeat(28)}: {} } } }`),
    ["test", "prod"].map(
      (environment) =>
        `: its bucket \`shop-${environment}--customers--${"a".repeat(29)}-<account>\` may have 63 characters`,
    ),
  ],
  [
    "databases in no server",
    more("{ customers: { database: mian, of: { acme: {} } } }"),
    ["13:35 tenants.customers.database: there is no database server `mian`; did you mean `main`?"],
  ],
  [
    "databases that are there already, and users that PostgreSQL keeps",
    more(
      "{ a: { database: main, of: { shop: {}, acme: {}, postgres: {}, pg-1: {} } }, b: { database: main, of: { acme: {} } } }",
    ),
    [
      "13:39 tenants.a.of.shop: `shop`, its database and user in main, is taken by the server itself; choose another name",
      "13:59 tenants.a.of.postgres: `postgres`, its database and user in main, is taken by the server itself; choose another name",
      "13:73 tenants.a.of.pg-1: PostgreSQL keeps user names that begin with pg_ for itself; choose another name than `pg-1`",
      "13:114 tenants.b.of.acme: `acme`, its database and user in main, is taken by `a`; choose another name",
    ],
  ],
  [
    "objects that move too early",
    more("{ customers: { bucket: { tiers: [{ after: 7d, to: standard-ia }] } } }"),
    ["13:52 tenants.customers.bucket.tiers[0].after: `7d` is too early for standard-ia; S3 takes 30d or later"],
  ],
  [
    "databases that are used and that there are none of, or no way to",
    changed(
      "    environment: { STAGE",
      "    uses: { clubs: connect, customers: full }\n    environment: { STAGE",
      more("{ customers: { database: main }, clubs: {} }"),
    ),
    [
      "42:20 services.worker.uses.clubs: the tenants `clubs` have no `database`; write read or read-write",
      "42:40 services.worker.uses.customers: reaches databases in `main`, and nothing leads there; add `main: connect`",
    ],
  ],
  [
    "a level that is none",
    more("{ customers: {} }", "customers: write, main"),
    [
      "27:24 services.web.uses.customers: `write` is no level of access to a tenant group; choose read, read-write, connect or full",
    ],
  ],
];

it.each(CASES)("complains about %s", (_mistake, manifest, lines) => {
  expect(complaints(manifest)).toEqual(lines.map((line) => expect.stringContaining(line)));
});

/** The shop, whose `prod` has customers and whose `test` has those of every environment. */
function everywhere({ prod = "of: { acme: {} }", more = "", test = "" } = {}): string {
  const uses = changed('environment: { STAGE: "${environment}" }', "uses: { customers: read-write }");
  const inTest = changed(
    "    disposable: true\n",
    `    disposable: true\n    tenants: { customers: { from: "*"${test} } }\n`,
    uses,
  );
  return changed("  prod:\n", `  prod:\n    tenants: { customers: { ${prod} } }\n${more}`, inTest);
}

describe("tenants of every environment", () => {
  const FROM = "deployments/shop.yaml:46:35 environments.test.tenants.customers.from:";

  test("are read and written here, and made there", () => expect(complaints(everywhere())).toEqual([]));

  test("are not described here", () => {
    const manifest = everywhere({ test: ", settings: { width: 1 }, of: { bravo: {} }, bucket: { expire: 7d } " });
    const message =
      "is for the environments to say that have the tenants; with `from`, this one has none of its own: take it out";
    expect(complaints(manifest).filter((line) => line.includes("environments.test"))).toEqual([
      `deployments/shop.yaml:46:40 environments.test.tenants.customers.settings: ${message}`,
      `deployments/shop.yaml:46:64 environments.test.tenants.customers.of: ${message}`,
      `deployments/shop.yaml:46:83 environments.test.tenants.customers.bucket: ${message}`,
    ]);
  });

  test("are those of every environment, not of one", () => {
    expect(complaints(everywhere().replace('from: "*"', "from: prod"))[0]).toContain(
      "environments.test.tenants.customers.from: `prod` is not allowed; choose *",
    );
  });

  test.each(["connect", "full"])("have no databases that could be reached from here, at level `%s`", (level) => {
    const manifest = everywhere().replace("customers: read-write", `customers: ${level}`);
    expect(complaints(manifest)[0]).toContain(
      `services.worker.uses.customers: \`${level}\` opens databases, and those of other environments' tenants are in networks of their own; write read or read-write`,
    );
  });

  test("are somewhere", () => {
    const message =
      "no other environment of shop in its account has tenants `customers`; add them there, or take this out";
    for (const manifest of [
      everywhere({ prod: 'from: "*"' }),
      everywhere({ more: '    account: "222222222222"\n' }).replace("disposable: true", 'account: "333333333333"'),
    ]) {
      expect(complaints(manifest)).toContain(`${FROM} ${message}`);
    }
  });

  test("may be in an environment with problems of its own, which are all that is said", () => {
    const lines = complaints(everywhere({ more: "    network: { cidr: nonsense }\n" }));
    expect(lines).toEqual([expect.stringContaining("environments.prod.network.cidr")]);
  });

  test("have a list that is found by its name: where that is too long, there is no room for a tenant", () => {
    const group = "customers-and-all-their-friend";
    const manifest = everywhere().replaceAll("customers", group).replaceAll("prod", "in-the-far-west");
    expect(`shop-in-the-far-west-${group}`).toHaveLength(51);
    expect(complaints(manifest)).toEqual([
      expect.stringContaining(`environments.in-the-far-west.tenants.${group}.of.acme: \`acme\` is too long by 8`),
    ]);
  });

  test("are in the same region, since names do not tell regions apart", () => {
    const message =
      "the tenants `customers` of shop-prod are in eu-west-1, those of environment `test` in us-west-2, and names of buckets do not tell regions apart; call the group otherwise in one of the two";
    expect(complaints(everywhere({ more: "    region: eu-west-1\n" }))).toEqual([
      `${FROM} ${message}`,
      `deployments/shop.yaml:48:16 environments.prod.tenants.customers: ${message}`,
    ]);
  });

  test.each([
    ["a bucket", "customers: {} }, buckets: { old-customers: {}", "shop-prod-old-customers", "buckets.old-customers"],
    ["a group's list", "customers: {}, old-customers: {}", "shop-prod-old-customers", "tenants.old-customers"],
    [
      "a tenant",
      "customers: {}, clubs: { of: { customers: {} } }",
      "shop-prod--clubs--customers",
      "tenants.clubs.of.customers",
    ],
  ])("have lists that no other bucket is called like: %s", (_what, tenants, bucket, path) => {
    const manifest = changed(
      "  prod:\n    tenants: { customers: { of: { acme: {} } } }\n    services:\n      web: { size: { memory: 2048 } }\n",
      `  prod: { tenants: { ${tenants} } }\n`,
      everywhere(),
    );
    const message = `\`${bucket}\`, a bucket of shop-prod, is called like a list of the tenants \`customers\`, and environment \`test\` may read all of these; choose another name`;
    expect(complaints(manifest)).toEqual([
      `${FROM} ${message}`,
      expect.stringContaining(` environments.prod.${path}: ${message}`),
    ]);
  });

  test("have lists that no bucket of another system is called like, unless it is in another account", () => {
    const other = (account: string) => `system: shop-eu
region: us-west-2
account: "${account}"
tenants: { customers: {} }
environments: { prod: {} }
`;
    const shop = everywhere().replace("region: us-west-2", 'region: us-west-2\naccount: "222222222222"');
    const lines = (account: string) => read({ shop, "shop-eu": other(account) }).diagnostics.map(format);
    const message =
      "`shop-eu-prod-customers`, a bucket of shop-eu-prod, is called like a list of the tenants `customers`, and environment `test` may read all of these; choose another name";
    expect(lines("222222222222")).toEqual([
      `deployments/shop-eu.yaml:4:12 tenants.customers: ${message}`,
      `deployments/shop.yaml:47:35 environments.test.tenants.customers.from: ${message}`,
    ]);
    expect(lines("333333333333")).toEqual([]);
  });
});
