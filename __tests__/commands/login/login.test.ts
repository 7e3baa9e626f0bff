import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { fromIni } from "@aws-sdk/credential-provider-ini";
import { command } from "../../../commands/verbs/login";

const MFA = "arn:aws:iam::111111111111:mfa/jane";
const JANE =
  "# long-term keys, keep them\n[jane]\naws_access_key_id = 111111111111\naws_secret_access_key = long-term\n";

const environment = { ...process.env };
const started = mkdtempSync(join(tmpdir(), "login-emulator-"));
let emulator: ChildProcess;
let endpoint: string;
let folder: string;
let file: string;
let said: string[];

beforeAll(async () => {
  const ready = join(started, "ready.json");
  emulator = spawn("python3", ["emulator/serve.py", "--port", "0", "--ready-file", ready], {
    cwd: join(__dirname, "../../.."),
    stdio: ["pipe", "ignore", "pipe"],
  });
  let complaint = "";
  emulator.stderr!.on("data", (chunk) => {
    complaint += chunk;
  });
  while (!existsSync(ready)) {
    if (emulator.exitCode !== null) throw new Error(`the emulator did not start: ${complaint}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  endpoint = `http://127.0.0.1:${JSON.parse(readFileSync(ready, "utf8")).port}`;
}, 300_000);
afterAll(() => {
  emulator.kill();
  rmSync(started, { recursive: true });
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "login-"));
  file = join(folder, "credentials");
  process.env = {
    PATH: environment["PATH"],
    AWS_SHARED_CREDENTIALS_FILE: file,
    AWS_CONFIG_FILE: join(folder, "config"),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "us-west-2",
  };
  said = [];
  jest.spyOn(console, "log").mockImplementation((line) => said.push(line));
});
afterEach(() => {
  process.env = environment;
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const login = (...options: string[]) =>
  command()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parseAsync(options, { from: "user" });
const loginAsJane = (...options: string[]) => login("--profile", "jane", "--mfa", MFA, ...options);

const text = () => readFileSync(file, "utf8");

test("writes a session that the SDK finds as [default]", async () => {
  writeFileSync(file, JANE);
  await loginAsJane("--code", "123456");
  const session = await fromIni({ profile: "default", ignoreCache: true })();
  expect(session.sessionToken).toBeTruthy();
  expect(text().startsWith(JANE)).toBe(true);
  expect(session.secretAccessKey).not.toBe("long-term");
});

test("says where the session is and when it ends, and prints no key", async () => {
  writeFileSync(file, JANE);
  await loginAsJane("--code", "123456", "--duration", "15m");
  const [, ends] = /^The session of profile jane is \[default\] in \S+; it ends at (\S+)\.$/.exec(said[0]!) ?? [];
  const minutes = (new Date(ends!).getTime() - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(13);
  expect(minutes).toBeLessThan(16);
  const { secretAccessKey, sessionToken } = await fromIni({ profile: "default", ignoreCache: true })();
  expect(said.join("\n")).not.toContain(secretAccessKey);
  expect(said.join("\n")).not.toContain(sessionToken);
  expect(said).toHaveLength(1);
});

test("lasts 12 hours when nothing is said", async () => {
  writeFileSync(file, JANE);
  await loginAsJane("--code", "123456");
  const hours = (new Date(/at (\S+)\.$/.exec(said[0]!)![1]!).getTime() - Date.now()) / 3_600_000;
  expect(hours).toBeCloseTo(12, 1);
});

test("replaces an earlier session and leaves nothing else behind", async () => {
  writeFileSync(file, `${JANE}[default]\naws_access_key_id = a\naws_secret_access_key = b\naws_session_token = c\n`, {
    mode: 0o644,
  });
  await loginAsJane("--code", "123456");
  expect(text()).not.toContain("aws_session_token = c");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["credentials"]);
});

test("writes through a link", async () => {
  writeFileSync(join(folder, "elsewhere"), JANE);
  symlinkSync(join(folder, "elsewhere"), file);
  await loginAsJane("--code", "123456");
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, "elsewhere"), "utf8")).toContain("[default]");
});

test("does not replace long-term keys in [default] unless told to", async () => {
  const before = `${JANE}[default]\naws_access_key_id = 111111111111\naws_secret_access_key = also-long-term\n`;
  writeFileSync(file, before);
  await expect(loginAsJane("--code", "123456")).rejects.toThrow(/\[default\] holds long-term keys.*--replace-default/);
  expect(text()).toBe(before);
  await loginAsJane("--code", "123456", "--replace-default");
  expect(text()).not.toContain("also-long-term");
});

test("warns of variables that go before [default]", async () => {
  writeFileSync(file, JANE);
  process.env["AWS_PROFILE"] = "jane";
  await loginAsJane("--code", "123456");
  expect(said[1]).toBe("AWS_PROFILE is set in this shell and goes before [default]: unset AWS_PROFILE");
});

describe("refuses, and writes nothing,", () => {
  beforeEach(() => writeFileSync(file, JANE));
  afterEach(() => expect(text().startsWith(JANE)).toBe(true));

  test("to lose the keys it reads", async () => {
    await expect(login("--profile", "default", "--mfa", MFA)).rejects.toThrow(
      "--profile default would lose its own keys",
    );
  });

  test("a profile that is not there", async () => {
    await expect(login("--profile", "john", "--mfa", MFA, "--code", "123456")).rejects.toThrow(
      /Profile "john" has no keys: .*Add \[john\] with aws_access_key_id/,
    );
  });

  test("a profile with a session", async () => {
    writeFileSync(file, `${JANE}[now]\naws_access_key_id = a\naws_secret_access_key = b\naws_session_token = c\n`);
    await expect(login("--profile", "now", "--mfa", MFA, "--code", "123456")).rejects.toThrow(
      'Profile "now" holds a session',
    );
  });

  test("to guess a region", async () => {
    delete process.env["AWS_REGION"];
    await expect(loginAsJane("--code", "123456")).rejects.toThrow(
      "No region: set AWS_REGION, or region in [profile jane]",
    );
  });

  test("what STS refuses, with STS's words", async () => {
    process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
    await expect(loginAsJane("--code", "123456")).rejects.toThrow(
      new RegExp(`STS gave no session to profile "jane" with ${MFA}: .*ECONNREFUSED`),
    );
  }, 300_000);

  test("to ask for a code where there is no terminal", async () => {
    withInput("123456\n", false);
    await expect(loginAsJane()).rejects.toThrow("There is no terminal to ask for the MFA code: give it with --code.");
  });

  test.each([
    ["--code", "12345", "A code is six digits."],
    ["--duration", "2", '"2" is not a duration'],
    ["--duration", "14m", "STS gives sessions of 15m to 36h."],
    ["--duration", "37h", "STS gives sessions of 15m to 36h."],
  ])("%s %s", async (option, value, message) => {
    await expect(loginAsJane(option, value)).rejects.toThrow(message);
  });
});

test("takes the region from the profile", async () => {
  writeFileSync(file, JANE);
  writeFileSync(join(folder, "config"), "[profile jane]\nregion = us-west-2\n");
  delete process.env["AWS_REGION"];
  await loginAsJane("--code", "123456");
  expect(text()).toContain("[default]");
});

describe("on a terminal", () => {
  beforeEach(() => {
    writeFileSync(file, JANE);
    jest.spyOn(process.stderr, "write").mockReturnValue(true);
  });

  test("asks for the code", async () => {
    withInput("123456\n", true);
    await loginAsJane();
    expect(process.stderr.write).toHaveBeenCalledWith(`Code of ${MFA}: `);
    expect(text()).toContain("[default]");
  });

  test("refuses a code that is none", async () => {
    withInput("12 456\n", true);
    await expect(loginAsJane()).rejects.toThrow("A code is six digits.");
    expect(text()).toBe(JANE);
  });
});

test("shows an example", () => {
  const help: string[] = [];
  command()
    .configureOutput({ writeOut: (part) => help.push(part) })
    .outputHelp();
  expect(help.join("")).toContain("$ npx drydock login --profile jane --mfa arn:aws:iam::111111111111:mfa/jane");
});

/** Puts a stream with this text in the place of standard input. */
function withInput(input: string, isTTY: boolean): void {
  const stream = Object.assign(new PassThrough(), { isTTY });
  jest.spyOn(process, "stdin", "get").mockReturnValue(stream as unknown as typeof process.stdin);
  setTimeout(() => stream.write(input), 50);
}
