import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import fc from "fast-check";
import { refusal } from "../../commands/base/aws-refusal";
import { jsonOrNothing, parseJson } from "../../commands/base/json";
import { UserError } from "../../commands/base/user-error";
import { StoredSecret } from "../../commands/secret/stored-secret";

const ROOT = join(__dirname, "../..");

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect((error as Error).cause).toBeUndefined();
    return (error as Error).message;
  }
  return "no error";
}

describe("parseJson", () => {
  it("gives what is written", () => {
    expect(parseJson('{"a": [1]}', "a file")).toEqual({ a: [1] });
  });

  it.each([
    ["", "a file is not valid JSON: it is empty."],
    ['{"password": "S3CRET', "a file is not valid JSON: it has 20 characters and is broken at character 20."],
    ['{"SecretString": S3CRET}', "a file is not valid JSON: it has 24 characters and cannot be read as a whole."],
  ])("says of %j where it is broken, and quotes nothing", (text, message) => {
    expect(messageOf(() => parseJson(text, "a file"))).toBe(message);
  });

  it("never quotes a secret, however its text is broken", () => {
    const cuts = fc.tuple(fc.nat(60), fc.nat(8), fc.constantFrom("", "'", "}", "\\", "\u0000"));
    fc.assert(
      fc.property(cuts, ([from, length, put]) => {
        const whole = '{"user": "admin", "password": "qQxXqQxX", "port": 1}';
        const text = whole.slice(0, from) + put + whole.slice(from + length);
        if (jsonOrNothing(text) !== undefined) return;
        expect(messageOf(() => parseJson(text, "a file"))).not.toMatch(/[qQxX]{2}/);
      }),
    );
  });
});

describe("an answer of AWS that cannot be read", () => {
  let server: Server;
  let answer = "";
  beforeAll(async () => {
    server = createServer((request, response) => {
      const type = request.headers["content-type"]?.includes("json") ? "application/x-amz-json-1.1" : "text/xml";
      request.resume().on("end", () => response.writeHead(200, { "Content-Type": type }).end(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => void server.close());

  const settings = () => ({
    region: "us-east-1",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: "id", secretAccessKey: "key" },
    maxAttempts: 1,
  });

  it.each(['{"SecretString": S3CRET-value', '{"SecretString": "S3CRET-value', "S3CRET"])(
    "is said without a part of it: %s",
    async (text) => {
      answer = text;
      const known = { name: "app", id: "shop/app", keys: [], services: [], maker: "" };
      const client = new SecretsManagerClient(settings());
      const error = await new StoredSecret(client, known).read().catch((error) => error);
      const { message, cause } = refusal(error, "Secrets Manager in us-east-1");
      expect(message).toMatch(/^Secrets Manager in us-east-1: its answer cannot be read, .+; try again\.$/);
      expect(cause).toBeUndefined();
    },
  );

  it("is said without a part of it where AWS speaks XML", async () => {
    answer = "<GetSessionTokenResponse><SecretAccessKey>S3CRET</SessionToken>";
    const error = await new STSClient(settings()).send(new GetSessionTokenCommand({})).catch((error) => error);
    expect(refusal(error, "STS in us-east-1").message).not.toContain("S3CRET");
  });
});

/** Where a text is parsed as JSON besides `commands/base/json.ts`, and why no secret can get into an error there. */
const BARE: Record<string, string> = {
  "commands/base/json.ts": "the one place",
  "commands/setup.js": "runs before anything is compiled, and reads npm's files only",
  "manifest/imports.ts": "throws its own error, which quotes nothing",
  "docker/adilas/resize/settings.ts": "throws its own error, which quotes nothing",
};

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : sources(path);
    return /\.(ts|js)$/.test(entry.name) ? [path] : [];
  });
}

it("parses JSON that may hold a secret in one place only", () => {
  const found = ["aws", "backup", "commands", "docker", "kinds", "language", "manifest", "modules", "stacks"]
    .flatMap(sources)
    .filter((path) => /JSON\.parse\(/.test(readFileSync(join(ROOT, path), "utf8")));
  expect(found.sort()).toEqual(Object.keys(BARE).sort());
});
