import { changed, complaints } from "../project";

const more = (text: string) => changed("\nservices:\n", `\n${text}services:\n`);

/** A mistake, a manifest with it, and the lines that say so. */
const CASES: ReadonlyArray<readonly [mistake: string, manifest: string, lines: readonly string[]]> = [
  [
    "a server without a class",
    changed("    instance: db.t4g.micro\n", ""),
    ["9:5 databases.main: has no `instance`; write its class, such as db.t4g.micro"],
  ],
  [
    "a server with what only a cluster has",
    changed("instance: db.t4g.micro", "instance: db.t4g.micro\n    capacity: { min: 1, max: 2 }\n    instances: 2"),
    [
      "12:5 databases.main.capacity: is for Aurora; take it out, or change the engine",
      "13:16 databases.main.instances: `2` is for Aurora; take it out, or change the engine",
    ],
  ],
  [
    "a cluster without any size",
    changed("instance: db.t4g.micro", "instances: 2", changed("engine: postgres", "engine: aurora-postgresql")),
    ["9:5 databases.main: needs exactly one of `instance` (a class) or `capacity` (serverless, from `min` to `max`)"],
  ],
  [
    "a capacity that ends before it begins",
    changed(
      "instance: db.t4g.micro",
      "capacity: { min: 8, max: 2 }",
      changed("engine: postgres", "engine: aurora-postgresql"),
    ),
    ["11:15 databases.main.capacity: has a `min` of 8 above its `max` of 2; exchange them"],
  ],
  [
    "what only MySQL has, and a version of it, in PostgreSQL",
    changed('version: "16"', 'version: "16.4"\n    backtrack: 24h'),
    [
      '10:14 databases.main.version: `16.4` has a minor version, which RDS applies by itself; write "16"',
      "11:5 databases.main.backtrack: is for `aurora-mysql`; take it out: other databases are restored to a point in time instead",
    ],
  ],
  [
    "a cluster that shall be turned back too far",
    changed("instance: db.t4g.micro", "instance: db.t4g.micro\n    backtrack: 100h"),
    ["12:16 databases.main.backtrack: `100h` is out of range: Aurora MySQL takes 1h to 72h"],
  ],
  [
    "a version of PostgreSQL and too long users in MySQL",
    changed(
      'engine: postgres\n    version: "16"\n',
      'engine: aurora-mysql\n    version: "16"\n    user: a_user_of_17_char\n',
    ).replace("\nservices:\n", `\nextraDatabases: { logs: { server: main, user: a${"b".repeat(32)} } }\nservices:\n`),
    [
      '10:14 databases.main.version: `16` is no version of MySQL; write it like "8.0"',
      "11:11 databases.main.user: `a_user_of_17_char` has 17 characters; a master user of MySQL has 16 at most",
      `23:25 extraDatabases.logs: MySQL takes user names of 32 characters at most; set \`user\` to another than \`a${"b".repeat(32)}\``,
    ],
  ],
  [
    "a turn of a stranger, a query of nothing, and a budget that tells nobody",
    more(
      "operations: { people: { ann: { sms: '+15550100001' } }, onCall: [anne], queries: { web-errors: { of: [webb], query: q } } }\n",
    ),
    [
      "22:66 operations.onCall[0]: there is nobody called `anne`; did you mean `ann`?",
      "22:84 operations.queries.web-errors: `web-errors` is what a query of our own is called; choose another name",
      "22:103 operations.queries.web-errors.of[0]: there is no service `webb`; did you mean `web`?",
    ],
  ],
  [
    "a budget that tells nobody, and a person who cannot be told",
    more("operations: { budget: { monthly: 10 } }\n"),
    [
      "22:15 operations.budget: tells nobody; name somebody in `operations.notify`, or in `operations.people` and `operations.onCall`",
    ],
  ],
  [
    "a customer's domain that leads nowhere, and a path that is none",
    more("loadBalancer: { domains: { shop.customer.com: { to: wev } }, blocked: [admin] }\n"),
    [
      "22:72 loadBalancer.blocked[0]: `admin` is not a pattern of paths; begin with / and use letters, digits, * and ?, such as /admin/*",
    ],
  ],
  [
    "customers' domains that lead nowhere, are our own, and go through CloudFront",
    more("loadBalancer: { cloudFront: {}, domains: { shop.customer.com: { to: wev }, www.shop.org: { to: web } } }\n"),
    [
      "22:33 loadBalancer.domains: needs the load balancer in front; take it out, or `cloudFront`",
      "22:69 loadBalancer.domains.shop.customer.com.to: there is no service with a host, and no pair, called `wev`; did you mean `web`?",
      "22:76 loadBalancer.domains.www.shop.org: `www.shop.org` is the host of service `web` too; choose another",
    ],
  ],
  [
    "a pair of what cannot be one",
    more("blueGreen: { front: { live: red, blue: web, green: wobs, host: a.shop.org, test: a.shop.org } }\n"),
    ["22:29 blueGreen.front.live: `red` is not allowed; choose blue or green"],
  ],
  [
    "a pair of a service with a host of its own, of one that is not there, and with one host for both",
    more(
      "blueGreen: { front: { live: blue, blue: web, green: wobs, host: a.shop.org, test: a.shop.org }, back: { live: blue, blue: worker, green: worker, host: b.shop.org, test: b.other.org } }\n",
    ),
    [
      "22:41 blueGreen.front.blue: `web` has a host of its own, www.test.shop.org; take it out of services.web.expose: the live one's host is here",
      "22:41 blueGreen.front.blue: `web` has a host of its own, www.shop.org; take it out of services.web.expose: the live one's host is here",
      "22:53 blueGreen.front.green: there is no service `wobs`; choose web or worker",
      "22:65 blueGreen.front.host: `a.shop.org` is not in the zone test.shop.org; choose a host in it, or set `loadBalancer.zone`",
      "22:83 blueGreen.front.test: `a.shop.org` is the host of blueGreen `front` too; choose another",
      "22:123 blueGreen.back.blue: `worker` is not exposed; add `expose: {}` to services.worker",
      "22:138 blueGreen.back.green: `worker` is not exposed; add `expose: {}` to services.worker",
      "22:138 blueGreen.back.green: `worker` is back.blue already; a colour is a service of its own, `like` the other",
      "22:152 blueGreen.back.host: `b.shop.org` is not in the zone test.shop.org; choose a host in it, or set `loadBalancer.zone`",
      "22:170 blueGreen.back.test: `b.other.org` is not in the zone test.shop.org; choose a host in it, or set `loadBalancer.zone`",
      "22:170 blueGreen.back.test: `b.other.org` is not in the zone shop.org; choose a host in it, or set `loadBalancer.zone`",
    ],
  ],
  [
    "an identity outside its zone, and one that is made twice",
    changed(
      "email:\n",
      "email:\n  a: { from: x@other.org, identity: shop.com, zone: shop.org }\n  b: { from: x@m.shop.org, identity: m.shop.org, zone: shop.org }\n  c: { from: y@m.shop.org, identity: m.shop.org, zone: shop.org }\n",
    ),
    [
      "16:14 email.a.from: `x@other.org` is not an address of the identity shop.com; write somebody@shop.com",
      "16:37 email.a.identity: `shop.com` is not in the zone shop.org; choose a domain in it",
      "18:50 email.c.zone: `m.shop.org` is made by `b` already; take `zone` out",
    ],
  ],
  [
    "an extra database in a server that is not there",
    more("extraDatabases: { logs: { server: mian } }\n"),
    ["22:35 extraDatabases.logs.server: there is no database server `mian`; did you mean `main`?"],
  ],
  [
    "extra databases that take each other's names, and the server's",
    more(
      "extraDatabases: { a: { server: main, user: shop_a }, b: { server: main, database: a, user: pg_b }, c: { server: main, user: postgres } }\n",
    ),
    [
      "22:57 extraDatabases.b: the database `a` of main is taken by `a`; set `database` to another name",
      "22:57 extraDatabases.b: PostgreSQL keeps user names that begin with pg_ for itself; set `user` to another than `pg_b`",
      "22:103 extraDatabases.c: the user `postgres` of main is taken by the server itself; set `user` to another name",
    ],
  ],
  [
    "a queue from a topic that is not there",
    more("queues: { jobs: { from: news } }\n"),
    ["22:25 queues.jobs.from: there is no topic `news`; add it to `topics`"],
  ],
  [
    "a mount of what is not there, and one that is not used",
    more("fileSystems: { files: {} }\n").replace(
      "        port: 80\n",
      "        port: 80\n        mounts: { files: /files, flies: /flies }\n",
    ),
    [
      "32:19 services.web.containers.app.mounts.files: `files` is not allowed yet; add `uses: { files: read-write }` to services.web",
      "32:34 services.web.containers.app.mounts.flies: there is no file system `flies`; did you mean `files`?",
    ],
  ],
  [
    "scaling that contradicts itself",
    changed(
      "  worker:\n    image: web-image\n",
      "  worker:\n    image: web-image\n    scale: { exactly: 1, max: 3, cpu: 70 }\n",
    ),
    [
      "41:23 services.worker.scale.exactly: fixes the number of tasks; take the other settings of `scale` out, or `exactly`",
    ],
  ],
  [
    "a range of tasks that nothing moves",
    changed("  worker:\n    image: web-image\n", "  worker:\n    image: web-image\n    scale: { min: 2, max: 3 }\n"),
    ["41:27 services.worker.scale.max: `3` is never reached: say what the number of tasks follows, such as `cpu: 70`"],
  ],
  [
    "requests of a service that gets none",
    changed(
      "  worker:\n    image: web-image\n",
      "  worker:\n    image: web-image\n    scale: { max: 3, requests: 100 }\n",
    ),
    [
      "41:32 services.worker.scale.requests: counts requests of the load balancer, and the service has no `expose`; take it out",
    ],
  ],
  [
    "no task that nothing starts",
    changed(
      "  worker:\n    image: web-image\n",
      "  worker:\n    image: web-image\n    scale: { min: 0, max: 3, cpu: 70 }\n",
    ),
    ["41:19 services.worker.scale.min: is 0, and nothing starts the first task: only `queue` does; raise it to 1"],
  ],
  [
    "Spot tasks beyond the most tasks there are",
    changed(
      "  worker:\n    image: web-image\n",
      "  worker:\n    image: web-image\n    scale: { max: 2, cpu: 70, spotFrom: 4 }\n",
    ),
    [
      "41:41 services.worker.scale.spotFrom: `4` is above `max`, which is 2, so no task would run on Spot; lower it or take it out",
    ],
  ],
  [
    "jobs in what is not there, and an order of unknown ones",
    more("jobs: { a: { service: wbe, command: [x] }, b: { service: web, command: [x] } }\ninit: [a, c]\n"),
    [
      "22:23 jobs.a.service: there is no service `wbe`; did you mean `web`?",
      "22:47 jobs.b: has no `container`, and `web` has several; choose one of app, cache",
      "23:11 init[1]: there is no job `c`; did you mean `a`?",
    ],
  ],
  [
    "a tunnel to what is not there",
    more("tunnel: { uses: { mian: connect } }\n"),
    ["22:19 tunnel.uses.mian: there is no database server, cache, or service with a port `mian`; did you mean `main`?"],
  ],
  [
    "use of a service that listens on no port",
    changed("billing: grant", "billing: grant, worker: connect"),
    [
      "26:70 services.web.uses.worker: the service `worker` listens on no port; give it a `port`, or take this line out",
    ],
  ],
  [
    "a service like one that is not there",
    changed("  worker:\n    image: web-image\n", "  worker:\n    like: wbe\n    image: web-image\n"),
    ["40:11 services.worker.like: there is no service `wbe` to be like; did you mean `web`?"],
  ],
  [
    "services that are like each other",
    changed("  worker:\n", "  other:\n    like: worker\n  worker:\n    like: other\n"),
    [
      "39:3 services.other.image: is missing; write `image` for a single container, or `containers` for several",
      "40:11 services.other.like: is like itself: other → worker → other; write one of them out",
      "42:11 services.worker.like: is like itself: worker → other → worker; write one of them out",
    ],
  ],
];

describe("settings of what a system may have besides", () => {
  it.each(CASES)("%s", (_mistake, manifest, lines) => {
    expect(complaints(manifest)).toEqual(lines.map((line) => `deployments/shop.yaml:${line}`));
  });
});
