import { changed, complaints, SHOP } from "./project";

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
