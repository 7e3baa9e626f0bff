import { changed, complaints } from "../project";

/** A mistake, a manifest with it, and the lines that say so. */
const CASES: ReadonlyArray<readonly [mistake: string, manifest: string | Uint8Array, lines: readonly string[]]> = [
  [
    "a reference to an unknown resource",
    changed("${main.host}", "${man.host}"),
    ["33:17 services.web.containers.app.environment.HOST: there is no `man` to refer to; did you mean `main`?"],
  ],
  [
    "a reference to an unknown attribute",
    changed("${main.host}", "${main.hots}"),
    ["33:17 services.web.containers.app.environment.HOST: `main` has no `hots`; did you mean `host`?"],
  ],
  [
    "a reference without an attribute",
    changed("${main.host}", "${main}"),
    [
      "33:17 services.web.containers.app.environment.HOST: `${main}` names no attribute; choose host, port, name, arn, secret, secret.username, secret.password or secret.arn",
    ],
  ],
  [
    "a reference to a permission",
    changed("${main.host}", "${billing.arn}"),
    [
      "33:17 services.web.containers.app.environment.HOST: `${billing.arn}` has no value: `billing` has nothing to refer to",
    ],
  ],
  [
    "a reference to the address of a service without one",
    changed("${main.host}", "${worker.url}"),
    [
      "33:17 services.web.containers.app.environment.HOST: `${worker.url}` has no value: `worker` has nothing to refer to",
    ],
  ],
  [
    "a reference that is none",
    changed("${main.host}", "${main host}"),
    [
      "33:17 services.web.containers.app.environment.HOST: `${main host}` is not a reference; write `${name.attribute}`, or `$${` for the characters themselves",
    ],
  ],
  [
    "a reference without an end",
    changed('"16"', '"${"'),
    [
      "10:14 databases.main.version: `${` is not a reference; write `${name.attribute}`, or `$${` for the characters themselves",
    ],
  ],
  [
    "a reference where none can be",
    changed('"16"', '"${main.host}"'),
    [
      "10:14 databases.main.version: `${main.host}` cannot be used here: references to resources work in `environment` of containers and functions, in `on` and `when` of permissions and in `args` of image builds; a literal `${` is written `$${`",
    ],
  ],
  [
    "a reference to something that is not in `uses`",
    changed("uses: { main: connect, ", "uses: { "),
    [
      "33:17 services.web.containers.app.environment.HOST: `${main.host}` is not allowed yet; add `uses: { main: connect }` to services.web",
      "34:21 services.web.containers.app.environment.PASSWORD: `${main.secret.password}` is not allowed yet; add `uses: { main: connect }` to services.web",
    ],
  ],
  [
    "a misspelt word",
    changed("${environment}", "${enviroment}"),
    ["41:27 services.worker.environment.STAGE: there is no `enviroment` to refer to; did you mean `environment`?"],
  ],
  [
    "a misspelt word where no resource can be",
    changed("www.${domain}", "www.${domian}"),
    ["25:21 services.web.expose.host: there is no `${domian}`; did you mean `${domain}`?"],
  ],
  [
    "a word with too many names",
    changed("www.${domain}", "www.${domain.name}"),
    ["25:21 services.web.expose.host: `${domain.name}` has too many names; write `${domain}`"],
  ],
  [
    "a domain that is not set",
    changed("domain: shop.org\n", ""),
    [
      "24:21 services.web.expose.host: `${domain}` has no value: set `domain` in environments.prod or for the whole system",
    ],
  ],
  [
    "an account that is not set",
    changed("www.${domain}", "www.${account}.${domain}"),
    [
      "25:21 services.web.expose.host: `${account}` has no value: set `account` in environments.test or for the whole system",
      "25:21 services.web.expose.host: `${account}` has no value: set `account` in environments.prod or for the whole system",
    ],
  ],
  [
    "a variable that is not set",
    changed("${environment}", "${variables.stage}"),
    [
      "41:27 services.worker.environment.STAGE: environment `test` has no variable `stage`; set `variables.stage`",
      "41:27 services.worker.environment.STAGE: environment `prod` has no variable `stage`; set `variables.stage`",
    ],
  ],
  [
    "variables that contain each other",
    changed("disposable: true", 'variables: { a: "${variables.b}", b: "${variables.a}" }'),
    [
      "45:21 environments.test.variables.a: `${variables.b}` contains itself: ${variables.b} → ${variables.a} → ${variables.b}; write one of them out",
      "45:42 environments.test.variables.b: `${variables.b}` contains itself: ${variables.b} → ${variables.a} → ${variables.b}; write one of them out",
    ],
  ],
  [
    "variables that grow without measure",
    changed("disposable: true", `variables: { a: ${"x".repeat(1000)}, b: "${"${variables.a}".repeat(70)}" }`),
    [
      "45:1026 environments.test.variables.b: would be longer than 65536 characters with its references put in; shorten them",
    ],
  ],
  [
    "an image that depends on the environment",
    changed("docker/shop/web", '"docker/${environment}"'),
    [
      "5:23 images.web-image.build: all environments share an image, so `${environment}` has no value here unless the system's own part sets it",
    ],
  ],
  [
    "a build that refers to no image",
    changed("build: docker/shop/web", 'build: { context: x, args: { BASE: "${main.host}" } }'),
    [
      "5:51 images.web-image.build.args.BASE: `${main.host}` is not an image, and builds can refer to images only; choose web-image or cache-image",
    ],
  ],
  [
    "images that are built from each other",
    changed("build: docker/shop/web", 'build: { context: x, args: { BASE: "${web-image.uri}" } }'),
    [
      "5:43 images.web-image.build.args: these images are built from each other: web-image → web-image; take one of the references out",
    ],
  ],
  [
    "`uses` of something unknown",
    changed("main: connect", "mian: connect, main: connect"),
    ["26:13 services.web.uses.mian: there is no `mian` to use; did you mean `main`?"],
  ],
  [
    "`uses` at an unknown level",
    changed("main: connect", "main: read-write"),
    ["26:19 services.web.uses.main: `read-write` is no level of access to a database; choose connect"],
  ],
  [
    "`uses` of an image and of itself",
    changed("main: connect", "main: connect, web-image: pull, web: connect"),
    [
      "26:28 services.web.uses.web-image: there is no `web-image` to use; choose main, app, support, billing or worker",
      "26:45 services.web.uses.web: a service needs no access to itself; take this line out",
    ],
  ],
  [
    "a secret within a text",
    changed("${main.secret.password}", '"postgres://${main.secret.password}@host"'),
    [
      "34:21 services.web.containers.app.environment.PASSWORD: `${main.secret.password}` is a secret's value and must be the whole variable; give it a variable of its own and join the texts in the container",
    ],
  ],
  [
    "a secret in a permission",
    changed('on: ["*"]', 'on: ["${main.secret.password}"]'),
    [
      "20:12 permissions.billing[0].on[0]: `${main.secret.password}` is a secret's value and can only be a container's environment variable",
    ],
  ],
  [
    "a secret in a condition",
    changed('on: ["*"]', 'on: ["*"]\n      when: { StringEquals: { "aws:x": ["a", "${app.token}"] } }'),
    [
      "21:40 permissions.billing[0].when.StringEquals.aws:x: `${app.token}` is a secret's value and can only be a container's environment variable",
    ],
  ],
];

describe("references, words and `uses`", () => {
  test.each(CASES)("%s", (_mistake, manifest, lines) => {
    expect(complaints(manifest)).toEqual(lines.map((line) => `deployments/shop.yaml:${line}`));
  });
});
