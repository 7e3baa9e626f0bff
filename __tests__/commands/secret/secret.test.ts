import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { command } from "../../../commands/verbs/secret";
import { ACCOUNT, describeEmulated, type Emulator, startEmulator } from "../../emulator/emulator";
import { Project } from "../project";

// The emulator answers slowly on a machine that is busy.
jest.setTimeout(30_000);

const MANIFEST = `
system: shop
region: us-east-1
images: { app: { pull: "public.ecr.aws/shop/app:1" } }
secrets:
  app: { generate: [DJANGO_KEY], keys: [STRIPE_KEY, SENTRY_DSN] }
  oidc: { existing: example.org/secrets, keys: [oidc_key] }
services:
  web: { image: app, uses: { app: read } }
  worker: { image: app, uses: { app: read } }
  cron: { image: app }
environments: { staging: {}, prod: {} }
`;
const APP = "shop/staging/app";
const BEFORE = { DJANGO_KEY: "value-of-django-key", STRIPE_KEY: "", SENTRY_DSN: "value-of-dsn" };
const TYPED = "value that was typed";

describeEmulated("drydock secret", () => {
  const environment = { ...process.env };
  let emulator: Emulator;
  let client: SecretsManagerClient;
  let project: Project;
  let output: string;

  beforeAll(async () => {
    emulator = await startEmulator();
    process.env["AWS_ENDPOINT_URL"] = emulator.endpoint;
    process.env["AWS_SECRET_ACCESS_KEY"] = "rehearsal";
  }, 300_000);
  afterAll(async () => {
    process.env = environment;
    await emulator.stop();
  });

  // An account of its own for each test.
  let account = Number(ACCOUNT);
  beforeEach(async () => {
    account += 1;
    process.env["AWS_ACCESS_KEY_ID"] = String(account);
    client = new SecretsManagerClient(emulator.client(String(account)));
    await create(APP, BEFORE);
    project = new Project(MANIFEST);
    output = "";
    jest.spyOn(console, "log").mockImplementation((line) => {
      output += `${line}\n`;
    });
    jest.spyOn(process.stderr, "write").mockImplementation((text) => {
      output += text;
      return true;
    });
  });
  afterEach(() => {
    client.destroy();
    project.clear();
    jest.restoreAllMocks();
  });

  const secret = (...words: string[]) => command().parseAsync(words, { from: "user" });
  const create = (Name: string, value?: object) =>
    client.send(new CreateSecretCommand({ Name, SecretString: value && JSON.stringify(value) }));
  const stored = async (id = APP) =>
    JSON.parse(
      (await client.send(new GetSecretValueCommand({ SecretId: id, VersionStage: "AWSCURRENT" }))).SecretString!,
    );
  const versions = async () =>
    (await client.send(new ListSecretVersionIdsCommand({ SecretId: APP, IncludeDeprecated: true }))).Versions!;

  function file(text: string): string {
    const path = join(project.folder, "values.json");
    writeFileSync(path, text);
    return path;
  }

  /** Puts a stream with this text in the place of standard input. */
  function type(text: string, isTTY = false): void {
    const stream = Object.assign(new PassThrough(), { isTTY, setRawMode: () => {} });
    jest.spyOn(process, "stdin", "get").mockReturnValue(stream as unknown as typeof process.stdin);
    if (isTTY) setTimeout(() => stream.write(text), 50);
    else stream.end(text);
  }

  describe("list", () => {
    test("shows what is set and what is empty, and no value", async () => {
      await create("example.org/secrets", { other: "value-of-other" });
      await secret("list", "shop-staging");
      expect(output).toBe(
        [
          "app (shop/staging/app)",
          "  DJANGO_KEY  set",
          "  STRIPE_KEY  empty",
          "  SENTRY_DSN  set",
          "oidc (example.org/secrets)",
          "  oidc_key  missing",
          "  other     set, not in the manifest",
          "",
        ].join("\n"),
      );
    });

    test("shows what is not there yet, and who makes it", async () => {
      await secret("list", "shop-prod");
      expect(output).toBe(
        "app (shop/prod/app): not there yet; deploy shop-prod-data\n" +
          "oidc (example.org/secrets): not there yet; make it in Secrets Manager\n",
      );
    });

    test("takes a secret that never had a value for what it is", async () => {
      await create("example.org/secrets");
      await secret("list", "shop-staging");
      expect(output).toContain("oidc (example.org/secrets)\n  oidc_key  missing\n");
    });
  });

  describe("set", () => {
    test("sets a key from standard input, and keeps the others", async () => {
      type(`${TYPED}\n`);
      await secret("set", "shop-staging", "app", "STRIPE_KEY");
      expect(await stored()).toEqual({ ...BEFORE, STRIPE_KEY: TYPED });
      expect(output).toContain("Set in shop/staging/app: STRIPE_KEY.\n");
    });

    test("keeps every line of standard input but the last break", async () => {
      await create("example.org/secrets", {});
      type("-----BEGIN KEY-----\nvalue\n-----END KEY-----\n");
      await secret("set", "shop-staging", "oidc", "oidc_key");
      expect(await stored("example.org/secrets")).toEqual({
        oidc_key: "-----BEGIN KEY-----\nvalue\n-----END KEY-----",
      });
    });

    test("asks at a terminal", async () => {
      type(`${TYPED}\n`, true);
      await secret("set", "shop-staging", "app", "STRIPE_KEY");
      expect(output).toContain("Value of STRIPE_KEY (it is not shown): \n");
      expect(await stored()).toEqual({ ...BEFORE, STRIPE_KEY: TYPED });
    });

    test("generates 50 letters and digits, others each time", async () => {
      await secret("set", "shop-staging", "app", "DJANGO_KEY", "--generate");
      const { DJANGO_KEY: first, ...others } = await stored();
      expect(first).toMatch(/^[A-Za-z0-9]{50}$/);
      expect(others).toEqual({ STRIPE_KEY: "", SENTRY_DSN: BEFORE.SENTRY_DSN });
      await secret("set", "shop-staging", "app", "DJANGO_KEY", "--generate");
      expect((await stored()).DJANGO_KEY).not.toBe(first);
      expect(output).not.toContain(first);
    });

    test("sets every key of a file", async () => {
      const path = file(JSON.stringify({ STRIPE_KEY: "value-from-file", SENTRY_DSN: "" }));
      await secret("set", "shop-staging", "app", "--from-file", path);
      expect(await stored()).toEqual({ ...BEFORE, STRIPE_KEY: "value-from-file", SENTRY_DSN: "" });
    });

    test("sets the first value of a secret that has none", async () => {
      await create("example.org/secrets");
      type(TYPED);
      await secret("set", "shop-staging", "oidc", "oidc_key");
      expect(await stored("example.org/secrets")).toEqual({ oidc_key: TYPED });
    });

    test("leaves the value before as AWSPREVIOUS and no label of its own", async () => {
      type(TYPED);
      await secret("set", "shop-staging", "app", "STRIPE_KEY");
      expect((await versions()).map(({ VersionStages }) => VersionStages).sort()).toEqual([
        ["AWSCURRENT"],
        ["AWSPREVIOUS"],
      ]);
    });

    test("names the services that must start new tasks", async () => {
      type(TYPED);
      await secret("set", "shop-staging", "app", "STRIPE_KEY");
      expect(output).toContain("Running tasks of web, worker keep the old values");
      expect(output).toContain(
        "aws ecs update-service --region us-east-1 --cluster shop-staging --service <service> --force-new-deployment",
      );
    });

    test("shows no value", async () => {
      type(TYPED);
      await secret("set", "shop-staging", "app", "STRIPE_KEY");
      for (const value of [TYPED, BEFORE.DJANGO_KEY, BEFORE.SENTRY_DSN]) expect(output).not.toContain(value);
    });

    test("changes nothing when somebody else sets the secret while the value is typed", async () => {
      const theirs = { ...BEFORE, SENTRY_DSN: "their-value" };
      const stream = Object.assign(new PassThrough(), { isTTY: false });
      jest.spyOn(process, "stdin", "get").mockImplementation(() => {
        const put = new PutSecretValueCommand({ SecretId: APP, SecretString: JSON.stringify(theirs) });
        if (!stream.writableEnded) void client.send(put).then(() => stream.end(TYPED));
        return stream as unknown as typeof process.stdin;
      });
      await expect(secret("set", "shop-staging", "app", "STRIPE_KEY")).rejects.toThrow(
        "Somebody changed secret shop/staging/app at the same time, so nothing was set",
      );
      expect(await stored()).toEqual(theirs);
      const labels = (await versions()).flatMap(({ VersionStages = [] }) => VersionStages);
      expect(labels.sort()).toEqual(["AWSCURRENT", "AWSPREVIOUS"]);
    });

    describe("refuses, and sets nothing,", () => {
      afterEach(async () => expect(await stored()).toEqual(BEFORE));

      test.each([
        [["shop-staging", "ap", "STRIPE_KEY"], "shop-staging has no secret ap; did you mean `app`?"],
        [["shop-staging", "app", "STRIPE_KEI"], "Secret app has no key STRIPE_KEI; did you mean `STRIPE_KEY`?"],
        [
          ["shop-staging", "app", "PAYPAL"],
          "Secret app has no key PAYPAL; choose DJANGO_KEY, STRIPE_KEY or SENTRY_DSN",
        ],
        [["shop-staging", "app"], "Say which key of app to set: DJANGO_KEY, STRIPE_KEY, SENTRY_DSN."],
        [["shop-staging", "app", "STRIPE_KEY", "--from-file", "x.json"], "--from-file names its keys itself"],
        [
          ["shop-staging", "app", "--generate", "--from-file", "x.json"],
          "--generate and --from-file do not go together",
        ],
      ])("wrong use: %j", async (words, message) => {
        await expect(secret("set", ...words)).rejects.toMatchObject({
          message: expect.stringContaining(message),
          exitCode: 2,
        });
      });

      test("a value on the command line, without repeating it", async () => {
        const error = await secret("set", "shop-staging", "app", `STRIPE_KEY=${TYPED}`).catch((reason) => reason);
        expect(error).toMatchObject({ message: expect.stringContaining("its value is asked for"), exitCode: 2 });
        expect(error.message + output).not.toContain(TYPED);
      });

      test.each([
        ["nothing", ""],
        ["a line break", "\n"],
      ])("%s as a value", async (_, text) => {
        type(text);
        await expect(secret("set", "shop-staging", "app", "STRIPE_KEY")).rejects.toThrow(
          "The value of STRIPE_KEY is empty; nothing was set.",
        );
      });

      test("several lines that were pasted into a terminal, of which it would take the first", async () => {
        type("first\nsecond\nrest", true);
        await expect(secret("set", "shop-staging", "app", "STRIPE_KEY")).rejects.toThrow(
          "The value of STRIPE_KEY has several lines, of which a terminal takes one",
        );
      });

      test.each([
        ["Ctrl-C", "half a val\u0003"],
        ["Ctrl-D", "\u0004"],
      ])("to go on after %s", async (_, keys) => {
        type(keys, true);
        await expect(secret("set", "shop-staging", "app", "STRIPE_KEY")).rejects.toMatchObject({ name: "Interrupted" });
      });

      test.each([
        [
          "a key that is unknown",
          '{"STRIPE_KEY": "a", "STRIPE_KEYS": "b"}',
          "Secret app has no key STRIPE_KEYS; did you mean",
        ],
        ["a number", '{"STRIPE_KEY": 12345678}', "the value of STRIPE_KEY is not text; write it in quotes."],
        ["a list", '["value-in-file"]', 'does not hold a JSON object: write it like {"KEY": "value"}.'],
        ["no JSON", "{value-in-file", "does not hold a JSON object"],
      ])("a file with %s, without repeating its values", async (_, text, message) => {
        const error = await secret("set", "shop-staging", "app", "--from-file", file(text)).catch((reason) => reason);
        expect(error.message).toContain(message);
        expect(error.message).not.toMatch(/value-in-file|12345678/);
      });

      test("a file that cannot be read", async () => {
        mkdirSync(join(project.folder, "folder"));
        const set = (path: string) => secret("set", "shop-staging", "app", "--from-file", join(project.folder, path));
        await expect(set("none.json")).rejects.toThrow(/none\.json cannot be read: ENOENT\.$/);
        await expect(set("folder")).rejects.toThrow(/folder cannot be read: EISDIR\.$/);
      });

      test("a secret that is not there, before a value is asked for", async () => {
        await expect(secret("set", "shop-prod", "app", "STRIPE_KEY")).rejects.toThrow(
          "There is no secret shop/prod/app in us-east-1: deploy shop-prod-data first.",
        );
      });

      test("more than a secret can hold", async () => {
        type("x".repeat(65_536));
        await expect(secret("set", "shop-staging", "app", "STRIPE_KEY")).rejects.toThrow("longer than 65536 bytes");
      });
    });

    test.each(["not JSON: value-inside", '"value-inside"', "[]"])(
      "refuses to repair a secret that holds %j, and does not repeat it",
      async (text) => {
        await client.send(new PutSecretValueCommand({ SecretId: APP, SecretString: text }));
        const error = await secret("set", "shop-staging", "app", "STRIPE_KEY").catch((reason) => reason);
        expect(error.message).toBe(
          "Secret shop/staging/app does not hold a JSON object: repair it in Secrets Manager.",
        );
      },
    );
  });

  test("says in a sentence that nobody answers", async () => {
    const { AWS_ENDPOINT_URL } = process.env;
    process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
    await expect(secret("list", "shop-staging")).rejects.toThrow(/^Secrets Manager in us-east-1: .*ECONNREFUSED/);
    process.env["AWS_ENDPOINT_URL"] = AWS_ENDPOINT_URL;
  }, 300_000);
});

test("shows examples", () => {
  const help: string[] = [];
  const set = command().commands.find((one) => one.name() === "set")!;
  set.configureOutput({ writeOut: (part) => help.push(part) }).outputHelp();
  expect(help.join("")).toContain("$ npx drydock secret set idmcdb-staging app SENTRY_DSN\n");
});
