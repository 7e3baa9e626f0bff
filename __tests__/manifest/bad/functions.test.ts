import { changed, complaints, read, SHOP } from "../project";

const QUEUE = "buckets: { uploads: {} }\nqueues: { jobs: { visibility: 1m } }\ntopics: { news: {} }\n";

/** The shop with functions, written from line 26 on. */
const shop = (functions: string, more = "") =>
  changed("\nservices:\n", `\n${more}${QUEUE}functions:\n${functions}services:\n`);

/** The shop with one function, whose settings are in line 26 from column 11 on. */
const resize = (settings: string, more?: string) => shop(`  resize: { image: web-image, ${settings} }\n`, more);

/** A mistake, a manifest with it, and the lines that say so. */
const CASES: ReadonlyArray<readonly [mistake: string, manifest: string, lines: readonly string[]]> = [
  [
    "nothing, in a function with triggers of each kind",
    resize("triggers: [{ bucket: uploads }, { queue: jobs }, { topic: news }, { schedule: rate(1 hour) }]"),
    [],
  ],
  [
    "an image that is not there, and one that is pulled",
    shop("  a: { image: web }\n  b: { image: cache-image }\n"),
    [
      "26:15 functions.a.image: there is no image `web`; choose web-image or cache-image",
      "27:15 functions.b.image: image `cache-image` is pulled, and Lambda runs only what is in ECR; give it a `build`, whose Dockerfile may be FROM that image",
    ],
  ],
  [
    "sizes that Lambda does not have",
    resize("memory: 64, timeout: 1h, scratch: 100, attempts: 4, concurrency: 0"),
    [
      "26:39 functions.resize.memory: `64` is too small; use at least 128",
      "26:52 functions.resize.timeout: `1h` is out of range: Lambda takes 1s to 900s",
      "26:65 functions.resize.scratch: `100` is too small; use at least 512",
      "26:80 functions.resize.attempts: `4` is too large; use at most 3",
      "26:96 functions.resize.concurrency: `0` is too small; use at least 1",
    ],
  ],
  [
    "a trigger of no kind, and one of two kinds",
    resize("triggers: [{ buckets: uploads }, { queue: jobs, topic: news }]"),
    [
      "26:42 functions.resize.triggers[0]: cannot start a function; write one of { bucket: …, prefix: …, suffix: … }, { queue: …, batch: … }, { topic: … } or { schedule: …, timeZone: … }",
      "26:64 functions.resize.triggers[1]: cannot start a function; write one of { bucket: …, prefix: …, suffix: … }, { queue: …, batch: … }, { topic: … } or { schedule: …, timeZone: … }",
    ],
  ],
  [
    "triggers that are not there",
    resize("triggers: [{ bucket: upload }, { queue: app }, { topic: nwes }]"),
    [
      "26:52 functions.resize.triggers[0].bucket: there is no bucket `upload`; did you mean `uploads`?",
      "26:71 functions.resize.triggers[1].queue: there is no queue `app`; choose jobs",
      "26:87 functions.resize.triggers[2].topic: there is no topic `nwes`; did you mean `news`?",
    ],
  ],
  [
    "keys with wildcards and the beginning of a template",
    resize("triggers: [{ bucket: uploads, suffix: '*.jpg' }, { bucket: uploads, prefix: '$${a' }]"),
    [
      "26:69 functions.resize.triggers[0].suffix: `*.jpg` cannot be part of a key here; use letters, digits and ! _ . ' ( ) / -, and no wildcards",
      "26:107 functions.resize.triggers[1].prefix: `${a` cannot be part of a key here; use letters, digits and ! _ . ' ( ) / -, and no wildcards",
    ],
  ],
  [
    "a schedule that is none",
    resize("triggers: [{ schedule: daily }]"),
    [
      "26:54 functions.resize.triggers[0].schedule: `daily` is not a schedule; write it like rate(15 minutes) or cron(0 4 * * ? *)",
    ],
  ],
  [
    "the same trigger twice",
    resize("triggers: [{ topic: news }, { topic: news }, { queue: jobs }, { queue: jobs, batch: 1 }]"),
    [
      "26:59 functions.resize.triggers[1]: starts this function already; take one of the two out",
      "26:93 functions.resize.triggers[3]: starts this function already; take one of the two out",
    ],
  ],
  [
    "triggers of one bucket that the same object would meet",
    shop(
      "  a: { image: web-image, triggers: [{ bucket: uploads, prefix: in/, suffix: .jpg }] }\n" +
        "  b: { image: web-image, triggers: [{ bucket: uploads, prefix: in/, suffix: .png }, { bucket: uploads, prefix: in/big/ }] }\n",
    ),
    [
      "27:85 functions.b.triggers[1]: some objects of `uploads` would start functions.a too, which S3 refuses; choose a `prefix` or `suffix` that none of the other's objects has",
    ],
  ],
  [
    "a function that starts itself",
    resize("uses: { uploads: write }, triggers: [{ bucket: uploads, suffix: .jpg }]"),
    [
      "26:68 functions.resize.triggers[0]: what the function writes to `uploads` would start it again; give the trigger a `prefix`, where the function then cannot write, or use another bucket",
    ],
  ],
  [
    "a function that starts itself by what it writes to a prefix, and one that does not",
    shop(
      "  a: { image: web-image, uses: { lake: { in/: write } }, triggers: [{ bucket: lake, prefix: in/ }] }\n" +
        "  b: { image: web-image, uses: { lake: { out/: write } }, triggers: [{ bucket: lake, prefix: on/ }] }\n",
    ).replace("uploads: {}", "uploads: {}, lake: { prefixes: [in/, out/] }"),
    [
      "26:69 functions.a.triggers[0]: what the function writes to `lake` would start it again; write elsewhere, or use another bucket",
    ],
  ],
  [
    "messages that come back while they are worked on",
    resize("timeout: 2m, triggers: [{ queue: jobs }]"),
    [
      "26:64 functions.resize.triggers[0].queue: `jobs` hides a message for 1m, and a run may take 2m, so that others would start with it; set queues.jobs.visibility to 12m, six times that, as AWS recommends",
    ],
  ],
  [
    "a function that runs alone, and a queue",
    resize("concurrency: 1, triggers: [{ queue: jobs }]"),
    [
      "26:67 functions.resize.triggers[0].queue: `jobs` starts at least 2 runs at a time, and the `concurrency` of the function is 1; make it at least 2",
    ],
  ],
  [
    "variables that Lambda does not take",
    resize("environment: { AWS_REGION: a, _X: b, Y: c }"),
    [
      "26:61 functions.resize.environment._X: `_X` is not a variable's name in Lambda; use letters, digits and underscores, at least two, starting with a letter",
      "26:68 functions.resize.environment.Y: `Y` is not a variable's name in Lambda; use letters, digits and underscores, at least two, starting with a letter",
    ],
  ],
  [
    "variables that only Lambda sets",
    resize("environment: { AWS_REGION: a, LAMBDA_TASK_ROOT: b }"),
    [
      "26:46 functions.resize.environment.AWS_REGION: `AWS_REGION` is set by Lambda itself; take it out, or choose another name",
      "26:61 functions.resize.environment.LAMBDA_TASK_ROOT: `LAMBDA_TASK_ROOT` is set by Lambda itself; take it out, or choose another name",
    ],
  ],
  [
    "secrets' values",
    resize(
      "uses: { main: connect, app: read }, environment: { TOKEN: '${app.token}', PASSWORD: 'p:${main.secret.password}' }",
    ),
    [
      "26:89 functions.resize.environment.TOKEN: `${app.token}` is a secret's value, and Lambda puts no secret into a variable; give it `${app.arn}` and let the function read the secret when it runs",
      "26:115 functions.resize.environment.PASSWORD: `${main.secret.password}` is a secret's value, and Lambda puts no secret into a variable; give it `${main.secret.arn}` and let the function read the secret when it runs",
    ],
  ],
  [
    "what it does not use",
    resize("environment: { HOST: '${main.host}' }"),
    [
      "26:52 functions.resize.environment.HOST: `${main.host}` is not allowed yet; add `uses: { main: connect }` to functions.resize",
    ],
  ],
  [
    "its own ARN",
    resize("environment: { ME: '${resize.arn}', NAME: '${resize.name}' }"),
    [
      "26:50 functions.resize.environment.ME: `${resize.arn}` is the function itself, which has no ARN before it is made; Lambda tells it when it runs",
    ],
  ],
  [
    "a use of itself, of nothing, and at no level",
    resize("uses: { resize: invoke, rezise: invoke, main: invoke }"),
    [
      "26:39 functions.resize.uses.resize: a function needs no access to itself; take this line out",
      "26:55 functions.resize.uses.rezise: there is no `rezise` to use; choose main, uploads, news, jobs, app, support, billing, web or worker",
      "26:77 functions.resize.uses.main: `invoke` is no level of access to a database; choose connect",
    ],
  ],
  [
    "a file system, and an extra database that nobody makes",
    resize(
      "uses: { files: read, orders: connect }",
      "fileSystems: { files: {} }\nextraDatabases: { orders: { server: main } }\n",
    ),
    [
      "28:39 functions.resize.uses.files: functions mount no file systems; use a bucket, or run this as a service",
      "28:52 functions.resize.uses.orders: the tasks of services make `orders`, and no service uses it; add `uses: { orders: connect }` to one",
    ],
  ],
  [
    "functions that use each other",
    shop(
      "  a: { image: web-image, uses: { b: invoke } }\n  b: { image: web-image, uses: { c: invoke } }\n  c: { image: web-image, uses: { a: invoke } }\n",
    ),
    [
      "26:34 functions.a.uses.b: these functions use each other: a → b → c → a; take one of the lines out, or put a queue between them",
    ],
  ],
  [
    "functions that use each other by a permission",
    shop(
      "  a: { image: web-image, uses: { listing: grant } }\n  b: { image: web-image, uses: { a: invoke } }\n",
    ).replace(
      "      why: the shop shows what it costs\n",
      "      why: the shop shows what it costs\n  listing: [{ allow: [lambda:GetFunction], on: ['${b.arn}'], why: It lists the versions of b. }]\n",
    ),
    [
      "27:34 functions.a.uses.listing: these functions use each other: a → b → a; take one of the lines out, or put a queue between them",
    ],
  ],
  [
    "a service that starts a function at no level",
    changed("main: connect, app: read", "main: connect, app: read, resize: start", resize("timeout: 1s")),
    ["31:47 services.web.uses.resize: `start` is no level of access to a function; choose invoke"],
  ],
];

describe("functions", () => {
  test.each(CASES)("%s", (_mistake, manifest, lines) => {
    expect(complaints(manifest)).toEqual(lines.map((line) => `deployments/shop.yaml:${line}`));
  });

  it("are where the images are: Lambda pulls from its own region and account only", () => {
    const far = changed(
      "  prod:\n",
      '  prod:\n    region: eu-central-1\n    account: "222222222222"\n',
      resize("timeout: 1s"),
    );
    const own = far.replace("region: us-west-2\n", 'region: us-west-2\naccount: "111111111111"\n');
    expect(complaints(own)).toEqual([
      "deployments/shop.yaml:27:3 functions.resize: runs in region eu-central-1, and the system's images are in us-west-2, from where Lambda does not take them; run it as a service, or in an environment there",
      "deployments/shop.yaml:27:3 functions.resize: runs in account 222222222222, and the system's images are in 111111111111, from where Lambda does not take them; run it as a service, or in an environment there",
    ]);
    expect(complaints(SHOP.replace("  prod:\n", "  prod:\n    region: eu-central-1\n"))).toEqual([]);
  });

  it("tell the registry which images they run, in whichever environment, whichever is wanted", () => {
    const prod = "      web: { size: { memory: 2048 } }\n";
    const manifest = changed(prod, `${prod}    functions: { resize: { image: web-image } }\n`);
    for (const only of ["shop-test", "shop-prod", undefined]) {
      const [system] = read({ shop: manifest }, only).systems;
      expect([...system!.functionImages]).toEqual(["web-image"]);
    }
  });
});
