import { changed, complaints } from "../project";

/** A mistake, a manifest with it, and the lines that say so. */
const CASES: ReadonlyArray<readonly [mistake: string, manifest: string | Uint8Array, lines: readonly string[]]> = [
  [
    "a size that Fargate does not have",
    changed("cpu: 512, memory: 1024", "cpu: 256, memory: 4096"),
    ["24:11 services.web.size: Fargate has no 256 CPU / 4096 MiB; with 256 CPU choose 512, 1024 or 2048"],
  ],
  [
    "a size that an overlay makes impossible",
    changed("size: { memory: 2048 }", "size: { memory: 9000 }"),
    [
      "48:20 environments.prod.services.web.size: Fargate has no 512 CPU / 9000 MiB; with 512 CPU choose 1024, 2048, 3072 or 4096",
    ],
  ],
  [
    "a CPU that Fargate does not have",
    changed("cpu: 512, memory: 1024", "cpu: 300, memory: 1024"),
    ["24:18 services.web.size.cpu: Fargate has no 300 CPU; choose 256, 512, 1024, 2048, 4096, 8192 or 16384"],
  ],
  [
    "subnets that overlap, lie outside or are too many",
    changed(
      "disposable: true",
      "network: { subnets: { public: [10.0.0.0/24, 10.0.0.128/25], private: [10.1.0.0/24, 10.0.2.0/24, 10.0.3.7/24] } }",
    ),
    [
      "45:49 environments.test.network.subnets.public[1]: `10.0.0.128/25` overlaps 10.0.0.0/24; choose ranges without common addresses",
      "45:74 environments.test.network.subnets.private: has 3 ranges for 2 zones (a, b); give one for each zone",
      "45:75 environments.test.network.subnets.private[0]: `10.1.0.0/24` is outside the VPC's range 10.0.0.0/16",
      "45:101 environments.test.network.subnets.private[2]: `10.0.3.7/24` is not the beginning of its range; write 10.0.3.0/24",
    ],
  ],
  [
    "a VPC that is too large",
    changed("disposable: true", "network: { cidr: 10.0.0.0/8 }"),
    ["45:22 environments.test.network.cidr: `10.0.0.0/8` has a size that AWS does not allow; use /16 to /28"],
  ],
  [
    "a VPC without room for its subnets",
    changed("disposable: true", "network: { cidr: 10.0.0.0/26 }"),
    [
      "45:22 environments.test.network.cidr: `10.0.0.0/26` is too small: a sixteenth of it, for each subnet, would be a /30, and AWS's smallest is /28; use /24 or larger, or set `network.subnets`",
    ],
  ],
  [
    "a zone that is there twice",
    changed("disposable: true", "network: { zones: [a, a] }"),
    ["45:27 environments.test.network.zones[1]: `a` is there twice; name each zone once"],
  ],
  [
    "a bucket whose files anybody could read, would go away, or could not be taken back",
    changed(
      "secrets:\n",
      "buckets: { setup: { files: { a: x }, public: read, expire: 7d, versions: false, tiers: [{ after: 1d, to: glacier }] } }\nsecrets:\n",
    ),
    [
      "13:46 buckets.setup.public: would let anybody read `files`; put them into a bucket of their own",
      "13:60 buckets.setup.expire: would delete `files`; put them into a bucket of their own",
      "13:74 buckets.setup.versions: must be kept where there are `files`, to go back to an earlier one",
      "13:88 buckets.setup.tiers: would move `files` away; put them into a bucket of their own",
    ],
  ],
  [
    "a service without a host and without CloudFront",
    changed('host: "www.${domain}", container: app', "container: app"),
    [
      "25:5 services.web.expose.host: is missing; write a host name, use CloudFront's own with `loadBalancer.cloudFront`, or make the service a colour of `blueGreen`",
    ],
  ],
  [
    "two services for CloudFront's own name",
    changed(
      "    image: web-image\n    environment",
      "    image: web-image\n    port: 80\n    expose: {}\n    environment",
      changed("secrets:\n", "loadBalancer: { cloudFront: {} }\nsecrets:\n"),
    ),
    [
      "43:5 services.worker.expose.host: is missing; CloudFront's own name is for an environment's only exposed service, and there are several",
    ],
  ],
  [
    "what a load balancer behind CloudFront cannot do",
    changed("disposable: true", "loadBalancer: { cloudFront: {}, allow: [192.0.2.0/24], idleTimeout: 5m }"),
    [
      "45:44 environments.test.loadBalancer.allow: cannot be kept behind CloudFront, which lets everybody in; take this or `cloudFront` out",
      "45:73 environments.test.loadBalancer.idleTimeout: `300s` is longer than CloudFront waits for an answer; use at most 60s",
    ],
  ],
  [
    "static addresses behind CloudFront",
    changed("disposable: true", "loadBalancer: { cloudFront: {}, staticAddresses: true }"),
    [
      "45:37 environments.test.loadBalancer.staticAddresses: cannot be had with CloudFront, which has addresses of its own; take this or `cloudFront` out",
    ],
  ],
  [
    "the address of a service that has CloudFront's own name",
    changed(
      'host: "www.${domain}", container: app',
      "container: app",
      changed(
        '"${environment}"',
        '"${web.url}"',
        changed("secrets:\n", "loadBalancer: { cloudFront: {} }\nsecrets:\n"),
      ),
    ),
    ["42:27 services.worker.environment.STAGE: `web` has no `url`; choose host or port"],
  ],
  [
    "containers that wait for each other",
    changed(
      "        port: 6379\n",
      "        port: 6379\n        startAfter: { app: start }\n",
      changed("        writable: true\n", "        startAfter: { cache: start }\n"),
    ),
    [
      "31:23 services.web.containers.app.startAfter.cache: these containers wait for each other: app → cache → app; take one of the lines out",
    ],
  ],
  [
    "containers that wait for what cannot come",
    changed("        writable: true\n", "        startAfter: { cahce: start, app: start, cache: healthy }\n"),
    [
      "31:23 services.web.containers.app.startAfter.cahce: there is no container `cahce` in this service; did you mean `cache`?",
      "31:37 services.web.containers.app.startAfter.app: a container cannot start after itself; take this line out",
      "31:56 services.web.containers.app.startAfter.cache: `cache` has no health check; give it `health`, or wait for `start`",
    ],
  ],
  [
    "two services with one host",
    changed(
      "    image: web-image\n    environment",
      '    image: web-image\n    port: 80\n    expose: { host: "www.${domain}" }\n    environment',
    ),
    [
      "42:21 services.worker.expose.host: `www.test.shop.org` is the host of service `web` too; choose another",
      "42:21 services.worker.expose.host: `www.shop.org` is the host of service `web` too; choose another",
    ],
  ],
  [
    "two environments with one host",
    changed("    domain: test.shop.org\n", ""),
    [
      "25:21 services.web.expose.host: `www.shop.org` is also the host of service `web` in shop-prod; choose another",
      "25:21 services.web.expose.host: `www.shop.org` is also the host of service `web` in shop-test; choose another",
    ],
  ],
  [
    "two containers with one port",
    changed("6379", "80"),
    [
      "38:15 services.web.containers.cache.port: `80` is the port of container `app` too; containers of a task share their ports: choose another",
    ],
  ],
  [
    "several containers without the exposed one",
    changed(", container: app", ""),
    ["25:5 services.web.expose.container: is missing; say which container gets the requests: app or cache"],
  ],
  [
    "an exposed container that is not there",
    changed(", container: app", ", container: ap"),
    ["25:49 services.web.expose.container: there is no container `ap` in this service; did you mean `app`?"],
  ],
  [
    "an exposed container without a port",
    changed("        port: 80\n", ""),
    ["28:7 services.web.containers.app.port: is missing; an exposed container needs the port it listens on"],
  ],
  [
    "a host outside the zone",
    changed("www.${domain}", "www.example.org"),
    [
      "25:21 services.web.expose.host: `www.example.org` is not in the zone test.shop.org; choose a host in it, or set `loadBalancer.zone`",
      "25:21 services.web.expose.host: `www.example.org` is not in the zone shop.org; choose a host in it, or set `loadBalancer.zone`",
    ],
  ],
  [
    "an exposed service without a zone",
    changed("domain: shop.org\n", "", changed("www.${domain}", "www.shop.org")),
    [
      "24:21 services.web.expose.host: `www.shop.org` is not in the zone test.shop.org; choose a host in it, or set `loadBalancer.zone`",
      "24:21 services.web.expose.host: needs a zone to be in; set `domain` or `loadBalancer.zone`",
    ],
  ],
  [
    "a health check that takes longer than its interval",
    changed("container: app }", "container: app, health: { timeout: 30s } }"),
    ["25:73 services.web.expose.health.timeout: 30s is not less than the interval of 30s; choose a shorter timeout"],
  ],
  [
    "an image beside containers",
    changed("    size: { cpu: 512", "    image: web-image\n    size: { cpu: 512"),
    [
      "24:5 services.web.image: `image` is of one container, and this service has `containers`; move it into one of them",
    ],
  ],
  [
    "any other setting of a container beside containers",
    changed(
      "    size: { cpu: 512",
      "    tag: v1\n    user: nobody\n    stopTimeout: 60s\n    mounts: { files: /files }\n    size: { cpu: 512",
    ),
    ["tag", "user", "stopTimeout", "mounts"].map(
      (field, index) =>
        `${24 + index}:5 services.web.${field}: \`${field}\` is of one container, and this service has \`containers\`; move it into one of them`,
    ),
  ],
  [
    "a service with neither image nor containers",
    changed("    image: web-image\n    environment", "    environment"),
    ["39:3 services.worker.image: is missing; write `image` for a single container, or `containers` for several"],
  ],
  [
    "a service with an empty map of containers",
    changed('    image: web-image\n    environment: { STAGE: "${environment}" }', "    containers: {}"),
    ["40:17 services.worker.containers: has no containers; write at least one"],
  ],
  [
    "an image that is not there",
    changed("image: cache-image\n", "image: cach-image\n"),
    ["37:16 services.web.containers.cache.image: there is no image `cach-image`; did you mean `cache-image`?"],
  ],
  [
    "an image for another processor",
    changed("cpu: 512, memory: 1024", "cpu: 512, memory: 1024, architecture: arm64"),
    [
      "29:16 services.web.containers.app.image: image `web-image` is for x86_64, but the service runs on arm64; make `architecture` of both the same",
      "37:16 services.web.containers.cache.image: image `cache-image` is for x86_64, but the service runs on arm64; make `architecture` of both the same",
    ],
  ],
  [
    "a storage limit too near to the storage",
    changed("database: shop\n", "database: shop\n    storage: 100\n    maxStorage: 105\n"),
    ["14:17 databases.main.maxStorage: `105` is too near to the storage of 100 GiB; use at least 110"],
  ],
  [
    "an existing secret that is to be generated",
    changed("keys: [token],", "existing: shop/app, keys: [token],"),
    [
      "14:45 secrets.app.generate: is not possible for a secret that is there already; use `keys` and set their values there",
    ],
  ],
  [
    "a secret without keys",
    changed("keys: [token], generate: [salt]", "", changed("          TOKEN: ${app.token}\n", "")),
    ["14:8 secrets.app: has no keys; name them in `keys` (set by an operator) or `generate` (made once)"],
  ],
  [
    "keys that are there twice or have a meaning already",
    changed("generate: [salt]", "generate: [token, arn]"),
    [
      "14:36 secrets.app.generate[0]: `token` is there twice; name each key once in `keys` or `generate`",
      "14:43 secrets.app.generate[1]: `${app.arn}` has a meaning already; choose another key",
    ],
  ],
  [
    "ECS Exec without a container that can be written to",
    changed("    uses: { main", "    exec: true\n    uses: { main", changed("        writable: true\n", "")),
    [
      "26:11 services.web.exec: needs a container with `writable: true`: ECS Exec writes to the root file system of what it enters",
    ],
  ],
  [
    "names that are too long together",
    changed("  test:\n", "  a-rather-long-environment-name:\n"),
    [
      "43:3 environments.a-rather-long-environment-name: `shop-a-rather-long-environment-name` has 35 characters, and a load balancer's name has at most 32; shorten the environment's name",
    ],
  ],
  [
    "two resources with one name",
    changed("  app: { keys", "  main: { keys: [a] }\n  app: { keys"),
    [
      "14:3 secrets.main: `main` is the name of the database too, and references could not tell them apart; choose another",
    ],
  ],
  [
    "a resource named like a word",
    changed("  app: { keys", "  domain: { keys: [a] }\n  app: { keys"),
    ["14:3 secrets.domain: `${domain}` has a meaning already; choose another name"],
  ],
];

describe("settings that do not go together", () => {
  test.each(CASES)("%s", (_mistake, manifest, lines) => {
    expect(complaints(manifest)).toEqual(lines.map((line) => `deployments/shop.yaml:${line}`));
  });
});
