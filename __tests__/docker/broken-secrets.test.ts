import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

/** Secrets that are not the JSON object that they should be. */
const BROKEN = ["S3CRET", '"S3CRET"', '["S3CRET"]', '{"password": S3CRET}', '{"password": "S3CRET', "[{}, S3CRET"];

/** An AWS whose secrets are all $SECRET. */
const AWS = `#!/bin/sh
case "$*" in
  *"--query SecretString"*) printf '%s\\n' "$SECRET" ;;
  *get-secret-value*) printf '%s' "$SECRET" | jq --raw-input --slurp '{VersionId: "1", VersionStages: ["AWSCURRENT"], SecretString: .}' ;;
  *"s3 cp"*) echo '{"state": "active", "secret": "acme"}' ;;
  *"[Engine"*) echo "aurora-mysql subnets parameters sg-1" ;;
  *DBClusterIdentifier==*) echo failed ;;
esac
`;

const settings = (secret: string) => ["-c", "import settings_on_aws", secret];

/** Every program that reads a secret's text, and how it is run. */
const PROGRAMS: Record<
  string,
  { command: (secret: string) => readonly string[]; environment: Record<string, string> }
> = {
  "docker/drydock/tenant-databases/entrypoint.sh": {
    command: () => [join(ROOT, "docker/drydock/tenant-databases/entrypoint.sh"), "acme"],
    environment: { TENANTS: "t", SERVER_HOST: "h", SERVER_PORT: "1", SERVER_USER: "u", SERVER_PASSWORD: "p" },
  },
  "docker/drydock/clone/clone.sh": {
    command: () => [join(ROOT, "docker/drydock/clone/clone.sh")],
    environment: { SOURCE: "live", TEST: "test", LOGIN: "l", INSTANCE: "i", MASK: "m", TRIES: "1", PAUSE: "0" },
  },
  "docker/kofax-rpa/management-console/rotate-passwords.sh": {
    command: () => [join(ROOT, "docker/kofax-rpa/management-console/rotate-passwords.sh"), "admin=ADMIN"],
    environment: {
      MANAGEMENT_CONSOLE_URL: "u",
      PASSWORDS_SECRET_ARN: "a",
      REDEPLOY_CLUSTER: "c",
      REDEPLOY_SERVICES: "s",
    },
  },
  "docker/idmcdb/web/settings_on_aws.py": {
    command: (secret) => ["python3", ...settings(secret)],
    environment: { PYTHONPATH: join(ROOT, "docker/idmcdb/web"), PYTHONDONTWRITEBYTECODE: "1" },
  },
};

/** What shows that a program reads a secret's text: the text that Secrets Manager gives, or a variable parsed as JSON. */
const READS = /SecretString|fromjson|json\.loads\(os\.environ|JSON\.parse\(process\.env/;

function files(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => !["node_modules", "__pycache__"].includes(name))
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(join(ROOT, path)).isDirectory() ? files(path) : [path]));
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "broken-"));
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin/aws"), AWS);
  chmodSync(join(folder, "bin/aws"), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

it("tries every program in an image that reads a secret's text", () => {
  const found = files("docker").filter((path) => READS.test(readFileSync(join(ROOT, path), "utf8")));
  expect(found.filter((path) => !path.endsWith(".md")).sort()).toEqual(Object.keys(PROGRAMS).sort());
});

describe.each(Object.entries(PROGRAMS))("%s", (_path, { command, environment }) => {
  it.each(BROKEN)("ends without a part of a secret that is %s", (secret) => {
    const [program, ...args] = command(secret);
    const { status, stdout, stderr } = spawnSync(program!, args, {
      env: {
        PATH: `${join(folder, "bin")}:${process.env["PATH"]}`,
        TMPDIR: folder,
        SECRET: secret,
        HELIXDBCLUSTER_SECRET: secret,
        ...environment,
      },
      encoding: "utf8",
      timeout: 60_000,
    });
    expect(status).toBe(1);
    expect(stdout + stderr).not.toMatch(/S3CR|3CRET|jq:/);
    expect(stdout + stderr).not.toBe("");
  });
});
