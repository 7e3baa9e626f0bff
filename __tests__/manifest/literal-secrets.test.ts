import fc from "fast-check";
import { SECRET_SHAPES } from "../../kinds/core/checks/secret-shapes";
import { changed, complaints, SHOP } from "./project";

/** A value of each shape, put together here so that nobody who scans this project takes it for a real one. */
const EXAMPLES: Record<string, string> = {
  "an access key of AWS": `AKIA${"ABCDEFGH".repeat(2)}`,
  "a private key": `-----BEGIN RSA PRIVATE ${"KEY-----"}`,
  "an address with a password": `postgres://me:${"hunter2"}@db/shop`,
  "a password in a connection or a command": `jdbc:x:y?user=me&password=${"hunter2"}`,
  "a token of GitHub": `ghp_${"a1B2".repeat(9)}`,
  "a token of GitLab": `glpat-${"a1B2".repeat(5)}`,
  "a token of Slack": `xoxb-${"1234567890"}-abcdef`,
  "a key of Stripe": `sk_live_${"a1B2c3D4e5F6"}`,
  "a key of Google": `AIza${"a1B2-".repeat(7)}`,
  "a token of npm": `npm_${"a1B2".repeat(9)}`,
  "a token of PyPI": `pypi-${"AgEI".repeat(13)}`,
  "a key of SendGrid": `SG.${"a".repeat(22)}.${"b".repeat(43)}`,
  "a token of Docker": `dckr_pat_${"a1B2".repeat(5)}`,
  "a token of Vault": `hvs.${"a1B2".repeat(6)}`,
  "a key of an AI's": `sk-proj-${"a1B2".repeat(5)}`,
  "a signed token (JWT)": `eyJ${"a".repeat(10)}.eyJ${"b".repeat(10)}.${"c".repeat(10)}`,
  "a header that logs in": `Bearer ${"a1B2".repeat(5)}`,
};

const secretOf = (manifest: string) => complaints(manifest).filter((line) => /looks like|sounds like/.test(line));
/** The shop with a variable of its own. */
const withVariable = (name: string, value: string) =>
  SHOP.replace('{ STAGE: "${environment}" }', `{ ${name}: ${JSON.stringify(value)} }`);

it("has an example of each shape, and of nothing else", () => {
  expect(Object.keys(EXAMPLES)).toEqual(SECRET_SHAPES.map(({ what }) => what));
});

it.each(Object.entries(EXAMPLES))(
  "%s is an error wherever it is written, and the error does not repeat it",
  (what, value) => {
    const text = JSON.stringify(value);
    const places: [string, string][] = [
      ["services.worker.environment.MESSAGE", withVariable("MESSAGE", value)],
      [
        "services.worker.command[1]",
        changed("    environment: { STAGE", `    command: [run, ${text}]\n    environment: { STAGE`),
      ],
      ["owner", `${SHOP}owner: ${text}\n`],
      [
        "images.web-image.build.args.NOTE",
        changed("{ build: docker/shop/web }", `{ build: { context: docker/shop/web, args: { NOTE: ${text} } } }`),
      ],
      ["jobs.go.command[0]", `${SHOP}jobs: { go: { service: worker, command: [${text}] } }\n`],
    ];
    for (const [path, manifest] of places) {
      const [line] = secretOf(manifest);
      expect(line).toContain(` ${path}: has what looks like ${what};`);
      expect(secretOf(manifest).join()).not.toContain(value);
    }
  },
);

it("says where a variable with a secret's name is, and what to write instead", () => {
  expect(complaints(withVariable("DB_PASSWORD", "hunter2"))).toEqual([
    "deployments/shop.yaml:41:33 services.worker.environment.DB_PASSWORD: is written here, and `DB_PASSWORD` sounds like a secret; everybody who reads the template, a plan or the state could read it: keep it in a secret: `secrets: { app: { keys: [DB_PASSWORD] } }` and `DB_PASSWORD: ${app.DB_PASSWORD}`. If it is none, say why in `notSecret: { DB_PASSWORD: … }`",
  ]);
});

it("takes a reason by name, and no other excuse", () => {
  const manifest = withVariable("DB_PASSWORD", "hunter2");
  expect(complaints(`${manifest}notSecret: { DB_PASSWORD: "the vendor prints it in its manual" }\n`)).toEqual([]);
  expect(complaints(`${manifest}notSecret: { DB_PASSWORD: no }\n`).join()).toContain("notSecret.DB_PASSWORD");
  expect(secretOf(`${manifest}notSecret: { OTHER: "the vendor prints it" }\n`)).toHaveLength(1);
});

it("finds what a variable of the manifest brings", () => {
  const manifest = `${withVariable("DB_PASSWORD", "${variables.word}")}variables: { word: hunter2 }\n`;
  expect(secretOf(manifest)).toHaveLength(1);
});

it("finds it in a pipeline's commands", () => {
  const pipelines =
    "pipelines: { main: { connection: github, repository: me/shop, branch: main, stages: [{ deploy: test, role: arn:aws:iam::111122223333:role/deploy }], test: { run: ['login --password=hunter2'] } } }\n";
  expect(complaints(SHOP + pipelines).join()).toContain("pipelines.main.test.run[0]");
});

describe("a name", () => {
  it.each([
    "PASSWORD",
    "PGPASSWORD",
    "MYSQL_PWD",
    "DB_PASS",
    "SECRET_KEY_BASE",
    "STRIPE_API_KEY",
    "apiKey",
    "GITHUB_TOKEN",
    "AWS_SECRET_ACCESS_KEY",
    "LDAP_PASSWORD_1",
    "DJANGO_SECRET_KEY",
    "clientSecret",
    "JWT",
    "ADMIN_CREDENTIALS",
  ])("%s is one of a secret", (name) => {
    expect(secretOf(withVariable(name, "hunter2"))).toHaveLength(1);
  });

  it.each([
    "PASSWORD_MIN_LENGTH",
    "TOKEN_TTL",
    "SECRET_ARN",
    "SECRET_NAME",
    "PASSWORD_RESET_URL",
    "MAX_TOKENS",
    "API_KEY_HEADER",
    "PRIVATE_KEY_PATH",
    "PWD",
    "KEYBOARD",
    "COMPASS",
    "PASSENGER_APP",
    "SORT_KEY",
    "AUTH_PASSWORD_VALIDATORS",
  ])("%s is none", (name) => {
    expect(secretOf(withVariable(name, "hunter2"))).toEqual([]);
  });

  it.each([
    "",
    "true",
    "${app.token}",
    "arn:aws:secretsmanager:us-east-1:111122223333:secret:x",
    "/run/secrets/x",
    "https://id.example.org/token",
  ])("of a secret may have the value %j", (value) => {
    const manifest = withVariable("TOKEN", value).replace("  worker:\n", "  worker:\n    uses: { app: read }\n");
    expect(complaints(manifest)).toEqual([]);
  });
});

it("never repeats what it refuses, whatever that is", () => {
  const value = fc.string({ minLength: 6, unit: fc.constantFrom(..."qQxXzZ0189$!#") });
  fc.assert(
    fc.property(value, (text) => {
      const found = secretOf(withVariable("DB_PASSWORD", text));
      expect(found).toHaveLength(1);
      expect(found[0]).not.toContain(text);
    }),
    { numRuns: 60 },
  );
});
