import { changed, complaints, SHOP } from "../project";

/** A mistake, a manifest with it, and the lines that say so. */
const CASES: ReadonlyArray<readonly [mistake: string, manifest: string | Uint8Array, lines: readonly string[]]> = [
  [
    "an unknown key with a near one",
    changed("expose:", "exposed:"),
    ["25:5 services.web.exposed: there is no `exposed` here; did you mean `expose`?"],
  ],
  [
    "an unknown key without a near one",
    changed('host: "www', 'colour: blue, host: "www'),
    [
      "25:15 services.web.expose.colour: there is no `colour` here; choose host, container, health, deregistration or sticky",
    ],
  ],
  [
    "an unknown key at the top",
    changed("email:", "emial:"),
    [
      "15:1 emial: there is no `emial` here; did you mean `email`?",
      "26:39 services.web.uses.support: there is no `support` to use; choose main, app, billing or worker",
    ],
  ],
  [
    "a misspelt `environments`",
    changed("environments:", "enviroments:"),
    [
      "1:1 environments: is missing; write at least one environment, such as { prod: { … } }",
      "42:1 enviroments: there is no `enviroments` here; did you mean `environments`?",
    ],
  ],
  [
    "a number where text is wanted",
    changed('"16"', "16"),
    ["10:14 databases.main.version: `16` is a number; put it in quotes"],
  ],
  [
    "text where a number is wanted",
    changed("port: 80\n", 'port: "80"\n'),
    ["30:15 services.web.containers.app.port: `80` is text; take the quotes away to make it a number"],
  ],
  [
    "words where a number is wanted",
    changed("port: 80\n", "port: http\n"),
    ["30:15 services.web.containers.app.port: `http` is text; write a whole number"],
  ],
  [
    "a list where a number is wanted",
    changed("port: 80\n", "port: [80]\n"),
    ["30:15 services.web.containers.app.port: is a list; write a whole number"],
  ],
  [
    "a map where a list is wanted",
    changed("keys: [token]", "keys: { token: x }"),
    ["14:16 secrets.app.keys: is a map; write a list, such as [a, b]"],
  ],
  [
    "a value where a map is wanted",
    changed("size: { cpu: 512, memory: 1024 }", "size: large"),
    ["24:11 services.web.size: `large` is text; write a map with cpu, memory or architecture"],
  ],
  [
    "`yes` where true is wanted",
    changed("    uses: {", "    exec: yes\n    uses: {"),
    ["26:11 services.web.exec: `yes` is text; write true or false"],
  ],
  [
    "a missing setting",
    changed("    engine: postgres\n", ""),
    [
      "8:3 databases.main.engine: is missing; write postgres, mysql, mariadb, aurora-postgresql or aurora-mysql (Engine, as RDS names it: `postgres`, `mysql` and `mariadb` are one server, `aurora-postgresql` and `aurora-mysql` are clusters.)",
    ],
  ],
  [
    "a missing region",
    changed("region: us-west-2\n", ""),
    [
      "42:3 environments.test.region: is missing; set it for the whole system or in this environment, such as us-west-2",
      "45:3 environments.prod.region: is missing; set it for the whole system or in this environment, such as us-west-2",
    ],
  ],
  [
    "a value that is not one of a few",
    changed("engine: postgres", "engine: postgers"),
    ["9:13 databases.main.engine: `postgers` is not allowed; did you mean `postgres`?"],
  ],
  [
    "a value far from those allowed",
    changed("engine: postgres", "engine: oracle"),
    [
      "9:13 databases.main.engine: `oracle` is not allowed; choose postgres, mysql, mariadb, aurora-postgresql or aurora-mysql",
    ],
  ],
  [
    "a number that is too large",
    changed("port: 80\n", "port: 70000\n"),
    ["30:15 services.web.containers.app.port: `70000` is too large; use at most 65535"],
  ],
  [
    "a number that is too small",
    changed("port: 80\n", "port: 0\n"),
    ["30:15 services.web.containers.app.port: `0` is too small; use at least 1"],
  ],
  [
    "a fraction",
    changed("port: 80\n", "port: 80.5\n"),
    ["30:15 services.web.containers.app.port: `80.5` is not a whole number; write one without a fraction"],
  ],
  [
    "an empty list",
    changed('on: ["*"]', "on: []"),
    ["20:11 permissions.billing[0].on: has too few entries; give at least 1"],
  ],
  [
    "a build that is a number",
    changed("build: docker/shop/web", "build: 5"),
    [
      "5:23 images.web-image.build: `5` cannot be built; write a folder, or a map such as { context: docker/web, args: { … } }",
    ],
  ],
  [
    "a build with a wrong key",
    changed("build: docker/shop/web", "build: { contxt: docker/shop }"),
    [
      "5:16 images.web-image.build.context: is missing; write text (Folder that is sent to the build, relative to the project.)",
      "5:25 images.web-image.build.contxt: there is no `contxt` here; did you mean `context`?",
    ],
  ],
  [
    "an image that is built and pulled",
    changed("build: docker/shop/web", "build: docker/shop/web, pull: nginx"),
    [
      "5:14 images.web-image: needs exactly one of `build` (a folder of this project) or `pull` (an image of another registry)",
    ],
  ],
  [
    "an environment variable that is a list",
    changed('STAGE: "${environment}"', "STAGE: [a]"),
    ["41:27 services.worker.environment.STAGE: cannot be an environment variable; write text, a number, true or false"],
  ],
  [
    "a name with capitals",
    changed("  worker:", "  Worker:"),
    [
      "39:3 services.Worker: `Worker` is not a name; use lower-case letters, digits and single hyphens, starting with a letter",
    ],
  ],
  [
    "a variable's name with a hyphen",
    changed("          HOST:", "          MY-HOST:"),
    [
      "33:11 services.web.containers.app.environment.MY-HOST: `MY-HOST` is not an environment variable's name; use letters, digits and underscores",
    ],
  ],
  [
    "subscriptions of unknown kinds",
    changed("disposable: true", "operations: { notify: [{ mail: a@b.org }, { email: x }, 5] }"),
    [
      "45:28 environments.test.operations.notify[0]: cannot be told; write one of { email: … }, { sms: … } or { https: … }",
      "45:56 environments.test.operations.notify[1].email: `x` is not an email address; write it like ops@example.org",
      "45:61 environments.test.operations.notify[2]: `5` cannot be told; write one of { email: … }, { sms: … } or { https: … }",
    ],
  ],
  [
    "flow logs that are true",
    changed("disposable: true", "network: { flowLogs: true }"),
    [
      "45:26 environments.test.network.flowLogs: `true` cannot be used here; write false, or a map such as { retain: 30d }",
    ],
  ],
  [
    "a retention that CloudWatch does not have",
    changed("    size: { cpu: 512", "    logs: { retain: 31d }\n    size: { cpu: 512"),
    [
      "24:21 services.web.logs.retain: `31d` is not a retention of CloudWatch Logs; choose 30d or 60d (all: 1d, 3d, 5d, 7d, 14d, 30d, 60d, 90d, 120d, 150d, 180d, 365d, 400d, 545d, 731d, 1096d, 1827d, 2192d, 2557d, 2922d, 3288d, 3653d)",
    ],
  ],
  [
    "retentions of a database's logs and of ECS Exec's that CloudWatch does not have",
    changed(
      "disposable: true",
      "databases: { main: { logs: { retain: 91d } } }\n    operations: { execLogs: { retain: 2d } }",
    ),
    [
      "45:42 environments.test.databases.main.logs.retain: `91d` is not a retention of CloudWatch Logs; choose 90d or 120d (all: 1d, 3d, 5d, 7d, 14d, 30d, 60d, 90d, 120d, 150d, 180d, 365d, 400d, 545d, 731d, 1096d, 1827d, 2192d, 2557d, 2922d, 3288d, 3653d)",
      "46:39 environments.test.operations.execLogs.retain: `2d` is not a retention of CloudWatch Logs; choose 1d or 3d (all: 1d, 3d, 5d, 7d, 14d, 30d, 60d, 90d, 120d, 150d, 180d, 365d, 400d, 545d, 731d, 1096d, 1827d, 2192d, 2557d, 2922d, 3288d, 3653d)",
    ],
  ],
  [
    "a repository that keeps nothing",
    changed("{ build: docker/shop/web }", "{ build: docker/shop/web, keep: 0 }"),
    ["5:46 images.web-image.keep: `0` is too few; the repository has to keep at least 1"],
  ],
  [
    "a repository of an image of another registry",
    changed('{ pull: "redis:7" }', '{ pull: "redis:7", keep: 5 }'),
    [
      "6:41 images.cache-image.keep: `5` cannot be kept of an image that is pulled from another registry; take `keep` out",
    ],
  ],
  [
    "how many images an environment keeps of a repository that all share",
    changed("disposable: true", "images: { web-image: { keep: 5 } }"),
    [
      "45:28 environments.test.images.web-image.keep: an environment can only set `tag` of an image; the rest is the system's, shared by its environments",
    ],
  ],
  [
    "a duration without a unit",
    changed("disposable: true", "loadBalancer: { idleTimeout: 900 }"),
    ["45:34 environments.test.loadBalancer.idleTimeout: `900` is a number; write a duration, such as 30s"],
  ],
  [
    "a duration with a wrong unit",
    changed("disposable: true", "loadBalancer: { idleTimeout: 15min }"),
    [
      "45:34 environments.test.loadBalancer.idleTimeout: `15min` is not a duration; write a whole number with s, m, h or d, such as 30s, 15m, 12h or 7d",
    ],
  ],
  [
    "an idle timeout that is too long",
    changed("disposable: true", "loadBalancer: { idleTimeout: 2h }"),
    ["45:34 environments.test.loadBalancer.idleTimeout: `2h` is out of range: a load balancer takes 1s to 4000s"],
  ],
  [
    "stickiness that lasts longer than a cookie of a load balancer",
    changed("container: app }", "container: app, sticky: 8d }"),
    ["25:62 services.web.expose.sticky: `8d` is out of range: the cookie of a load balancer takes 1s to 7d"],
  ],
  [
    "files outside the project",
    changed(
      "secrets:\n",
      "buckets: { setup: { files: { a: /etc/passwd, b: ../up, c: docs/../../up, d: ~/home, e: 'docs\\\\x' } } }\nsecrets:\n",
    ),
    [
      ["33 buckets.setup.files.a", "/etc/passwd"],
      ["49 buckets.setup.files.b", "../up"],
      ["59 buckets.setup.files.c", "docs/../../up"],
      ["77 buckets.setup.files.d", "~/home"],
      ["88 buckets.setup.files.e", "docs\\\\x"],
    ].map(
      ([place, path]) =>
        `13:${place}: \`${path}\` is no file of this project; write its path from the project's folder, such as docs/terms.pdf`,
    ),
  ],
  [
    "names that files in a bucket cannot have",
    changed("secrets:\n", "buckets: { setup: { files: { /a: x, a//b: x, ../a: x, a/..: x, 'a b': x } } }\nsecrets:\n"),
    [
      ["30 buckets.setup.files./a", "/a"],
      ["37 buckets.setup.files.a//b", "a//b"],
      ["46 buckets.setup.files.../a", "../a"],
      ["55 buckets.setup.files.a/..", "a/.."],
      ['64 buckets.setup.files["a b"]', "a b"],
    ].map(
      ([place, key]) =>
        `13:${place}: \`${key}\` is no name for a file in a bucket; use letters, digits, hyphens, dots and underscores, and / between folders`,
    ),
  ],
  [
    "a file that nothing builds",
    changed(
      "secrets:\n",
      "buckets: { setup: { files: { a: { build: kofax }, b: { build: kofax-rpa, value: {} }, c: [x] } } }\nsecrets:\n",
    ),
    [
      "13:42 buckets.setup.files.a.build: `kofax` is not allowed; choose kofax-rpa",
      "13:74 buckets.setup.files.b.value: there is no `value` here; did you mean `values`?",
      "13:90 buckets.setup.files.c: is no file; write its path in this project, or a map such as { build: kofax-rpa }",
    ],
  ],
  [
    "a firewall that neither counts nor blocks, and a limit that WAF does not take",
    changed("disposable: true", "loadBalancer: { firewall: { common: allow, rate: { requests: 5 } } }"),
    [
      "45:41 environments.test.loadBalancer.firewall.common: `allow` is not allowed; choose block or count",
      "45:66 environments.test.loadBalancer.firewall.rate.requests: `5` is too small; use at least 10",
    ],
  ],
  [
    "a stop timeout that is too long",
    changed("writable: true", "stopTimeout: 3m"),
    ["31:22 services.web.containers.app.stopTimeout: `3m` is out of range: Fargate takes 1s to 120s"],
  ],
  [
    "backups that are kept too long",
    changed("database: shop\n", "database: shop\n    backups: { retain: 40d }\n"),
    ["13:24 databases.main.backups.retain: `40d` is out of range: RDS keeps backups for 1d to 35d"],
  ],
  [
    "a reason that says nothing",
    changed("the shop shows what it costs", "because"),
    ["21:12 permissions.billing[0].why: `because` is too short for a reason a reviewer can judge"],
  ],
  [
    "a range that is none",
    changed("disposable: true", "network: { cidr: 10.0.0.0 }"),
    ["45:22 environments.test.network.cidr: `10.0.0.0` is not an IPv4 range; write it like 10.0.0.0/16"],
  ],
  [
    "a system that is named differently from its file",
    changed("system: shop", "system: shops"),
    ["1:9 system: is `shops`, but the file is named shop.yaml; name both alike"],
  ],
  [
    "a system's name with capitals",
    changed("system: shop", "system: Shop_1"),
    ["1:9 system: `Shop_1` is not a name; use lower-case letters, digits and single hyphens, starting with a letter"],
  ],
  ["no system", changed("system: shop\n", ""), ["1:1 system: is missing; begin with `system: shop`"]],
  [
    "no environments",
    SHOP.slice(0, SHOP.indexOf("environments:")),
    ["1:1 environments: is missing; write at least one environment, such as { prod: { … } }"],
  ],
  [
    "an empty map of environments",
    `${SHOP.slice(0, SHOP.indexOf("environments:"))}environments: {}\n`,
    ["42:15 environments: is empty; write a map with at least one environment"],
  ],
  [
    "environments without a value",
    `${SHOP.slice(0, SHOP.indexOf("environments:"))}environments:\n`,
    ["42:14 environments: is empty; write a map with at least one environment"],
  ],
  [
    "environments that are no maps",
    changed("    domain: test.shop.org\n    disposable: true\n", "    - a\n"),
    ["44:5 environments.test: is a list; write a map of what differs from the system, or {}"],
  ],
  [
    "a key without a value",
    changed("email:\n  support: { from: support@shop.org, identity: shop.org }\n", "email:\n"),
    ["15:1 email: is empty; give it a value or take this line out"],
  ],
  [
    "an overlay of a misspelt service",
    changed("web: { size: { memory: 2048 } }", "wbe: { size: { memory: 2048 } }"),
    ["48:7 environments.prod.services.wbe: no service `wbe` in the system; did you mean `web`?"],
  ],
  [
    "an overlay of a misspelt container",
    changed("web: { size: { memory: 2048 } }", "web: { containers: { ap: { port: 81 } } }"),
    ["48:28 environments.prod.services.web.containers.ap: no container `ap` in the system; did you mean `app`?"],
  ],
  [
    "an incomplete new service of an environment",
    changed("web: { size: { memory: 2048 } }", "mailer: { size: { memory: 2048 } }"),
    [
      "48:7 environments.prod.services.mailer.image: is missing; write `image` for a single container, or `containers` for several",
    ],
  ],
  [
    "a complete new service with a name like another and a mistake",
    changed("web: { size: { memory: 2048 } }", "worker2: { image: web-image, port: 0 }"),
    ["48:42 environments.prod.services.worker2.port: `0` is too small; use at least 1"],
  ],
  [
    "an overlay of an image's build",
    changed("disposable: true", "images: { web-image: { pull: nginx }, new: { build: x } }"),
    [
      "45:28 environments.test.images.web-image.pull: an environment can only set `tag` of an image; the rest is the system's, shared by its environments",
      "45:43 environments.test.images.new: there is no image `new` in the system; choose web-image or cache-image",
    ],
  ],
  [
    "`null` that removes nothing",
    changed("disposable: true", "services: { wrker: null }"),
    [
      "45:17 environments.test.services.wrker: null removes, but there is no `wrker` in the system; did you mean `worker`?",
    ],
  ],
];

describe("settings that the schema does not allow", () => {
  test.each(CASES)("%s", (_mistake, manifest, lines) => {
    expect(complaints(manifest)).toEqual(lines.map((line) => `deployments/shop.yaml:${line}`));
  });
});
