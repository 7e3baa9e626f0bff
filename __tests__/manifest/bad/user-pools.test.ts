import { changed, complaints, read, SHOP } from "../project";

/** The shop with user pools, which begin on line 22. */
const pools = (text: string) => changed("\nservices:\n", `\nuserPools:\n${text}services:\n`);
const client = (settings: string) =>
  pools(`  people:\n    hosted: { prefix: shop }\n    clients:\n      web: ${settings}\n`);

/** A mistake, a manifest with it, and the lines that say so. */
const CASES: ReadonlyArray<readonly [mistake: string, manifest: string, lines: readonly string[]]> = [
  [
    "pages that are nowhere, and at two places",
    pools(
      '  people: { hosted: {} }\n  staff: { hosted: { prefix: "shop-${environment}", domain: "auth.${domain}" } }\n',
    ),
    [
      "23:21 userPools.people.hosted: needs exactly one of `prefix` (a name of Cognito's) or `domain` (a host of yours)",
      "24:20 userPools.staff.hosted: needs exactly one of `prefix` (a name of Cognito's) or `domain` (a host of yours)",
    ],
  ],
  [
    "a certificate for Cognito's own domain",
    pools('  people: { hosted: { prefix: "shop-${environment}", certificate: { existing: "*.shop.org" } } }\n'),
    ["23:54 userPools.people.hosted.certificate: is for a `domain`; with a `prefix`, Cognito has its own: take it out"],
  ],
  [
    "prefixes that Cognito does not take",
    pools(
      "  a: { hosted: { prefix: Shop } }\n  b: { hosted: { prefix: my-cognito } }\n  c: { hosted: { prefix: shop- } }\n",
    ),
    [
      "23:26 userPools.a.hosted.prefix: `Shop` is not a prefix; use at most 63 lower-case letters, digits and hyphens",
      "24:26 userPools.b.hosted.prefix: `my-cognito` must not contain aws, amazon or cognito",
      "25:26 userPools.c.hosted.prefix: `shop-` is not a prefix; use at most 63 lower-case letters, digits and hyphens",
    ],
  ],
  [
    "pages outside the zone, and at the zone itself",
    pools('  a: { hosted: { domain: auth.example.org } }\n  b: { hosted: { domain: "${domain}" } }\n'),
    [
      "23:26 userPools.a.hosted.domain: `auth.example.org` is not below the zone test.shop.org; choose a host in it, or set `loadBalancer.zone`",
      "23:26 userPools.a.hosted.domain: `auth.example.org` is not below the zone shop.org; choose a host in it, or set `loadBalancer.zone`",
      "24:26 userPools.b.hosted.domain: `test.shop.org` is not below the zone test.shop.org; choose a host in it, or set `loadBalancer.zone`",
      "24:26 userPools.b.hosted.domain: `shop.org` is not below the zone shop.org; choose a host in it, or set `loadBalancer.zone`",
    ],
  ],
  [
    "a service's host for the pages",
    pools('  people: { hosted: { domain: "www.${domain}" } }\n'),
    [
      "23:31 userPools.people.hosted.domain: `www.test.shop.org` is the host of service `web` too; choose another, such as auth.test.shop.org",
      "23:31 userPools.people.hosted.domain: `www.shop.org` is the host of service `web` too; choose another, such as auth.shop.org",
    ],
  ],
  [
    "two pools with the same pages",
    pools('  a: { hosted: { domain: "auth.${domain}" } }\n  b: { hosted: { domain: "auth.${domain}" } }\n'),
    [
      "24:26 userPools.b.hosted.domain: `auth.test.shop.org` is the domain of user pool `a` too; choose another",
      "24:26 userPools.b.hosted.domain: `auth.shop.org` is the domain of user pool `a` too; choose another",
    ],
  ],
  [
    "a prefix that two environments have",
    pools("  people: { hosted: { prefix: shop } }\n"),
    [
      "23:31 userPools.people.hosted.prefix: `shop in us-west-2` is also the prefix of user pool `people` of shop-prod; choose another",
      "23:31 userPools.people.hosted.prefix: `shop in us-west-2` is also the prefix of user pool `people` of shop-test; choose another",
    ],
  ],
  [
    "clients without pages to sign in on",
    pools("  people: { clients: { web: { callbacks: [https://www.shop.org/login] } } }\n"),
    ["23:3 userPools.people.hosted: is missing; clients sign users in on its pages: set a `prefix` or a `domain`"],
  ],
  [
    "a client that nobody can come back to",
    client("{ callbacks: [] }"),
    ["26:25 userPools.people.clients.web.callbacks: needs at least one address"],
  ],
  [
    "callbacks that Cognito does not take",
    client(
      '{ callbacks: [http://www.shop.org/, "https://*.shop.org/", "https://shop.org/#in", /login], logouts: [shop.org] }',
    ),
    [
      ...[
        "26:26 userPools.people.clients.web.callbacks[0]: `http://www.shop.org/`",
        "26:48 userPools.people.clients.web.callbacks[1]: `https://*.shop.org/`",
        "26:71 userPools.people.clients.web.callbacks[2]: `https://shop.org/#in`",
        "26:95 userPools.people.clients.web.callbacks[3]: `/login`",
        "26:114 userPools.people.clients.web.logouts[0]: `shop.org`",
      ].map(
        (start) =>
          `${start} ${"cannot be returned to; write a whole address with https:// (or http://localhost), without * and #"}`,
      ),
    ],
  ],
  [
    "scopes that are told with `openid` only",
    client("{ callbacks: [https://www.shop.org/], scopes: [email] }"),
    ["26:58 userPools.people.clients.web.scopes: `email` is only told together with `openid`; add `openid`"],
  ],
  [
    "a sender that is not there",
    pools("  people: { sender: suport }\n"),
    ["23:21 userPools.people.sender: there is no sender `suport`; did you mean `support`?"],
  ],
];

describe("a manifest with", () => {
  it.each(CASES)("%s", (_mistake, manifest, lines) => {
    expect(complaints(manifest)).toEqual(lines.map((line) => `deployments/shop.yaml:${line}`));
  });
});

it("hears of a domain that two systems have", () => {
  const pool = '\nuserPools: { people: { hosted: { domain: "auth.${domain}" } } }\nservices:\n';
  const shop = changed("\nservices:\n", pool);
  const other = shop.replace("system: shop", "system: stall").replaceAll("www.", "stall.");
  expect(read({ shop, stall: other }).diagnostics.map(({ message }) => message)).toContain(
    "`auth.shop.org` is also the host of user pool `people` in stall-prod; choose another",
  );
});

it("takes callbacks on a developer's own machine", () => {
  expect(
    complaints(
      client("{ callbacks: [http://localhost:3000/login] }").replace("prefix: shop", 'prefix: "shop-${environment}"'),
    ),
  ).toEqual([]);
});

it("lets references name the clients, and the pages only of a pool that has some", () => {
  const use = (pool: string, reference: string) =>
    changed(
      "environment: { STAGE:",
      `uses: { people: sign-in }\n    environment: { IT: "\${${reference}}", STAGE:`,
      pools(pool),
    );
  const hosted =
    '  people: { hosted: { prefix: "shop-${environment}" }, clients: { web: { callbacks: [https://www.shop.org/] } } }\n';
  expect(complaints(use(hosted, "people.web.id"))).toEqual([]);
  expect(complaints(use(hosted, "people.url"))).toEqual([]);
  expect(complaints(use(hosted, "people.wbe.id"))[0]).toMatch(/has no `wbe\.id`; did you mean `web\.id`\?$/);
  expect(complaints(use("  people: {}\n", "people.url"))[0]).toMatch(
    /`people` has no `url`; choose id, arn or issuer$/,
  );
});

it("names the level that gives least when a reference asks for one", () => {
  const manifest = changed(
    "environment: { STAGE:",
    'environment: { IT: "${people.id}", STAGE:',
    pools("  people: {}\n"),
  );
  expect(complaints(manifest)[0]).toContain("add `uses: { people: sign-in }` to services.worker");
});

it("finds nothing wrong with the shop itself", () => expect(complaints(SHOP)).toEqual([]));
