import { join } from "node:path";
import { StandIns, until } from "../stand-ins";

const ENTRYPOINT = join(__dirname, "../../../docker/idmcdb/web/entrypoint.sh");

const SECRETS = {
  HELIXDBCLUSTER_SECRET: '{"username": "postgres", "password": "value-of-password"}',
  DJANGO_SECRET_KEY: "value-of-django-secret-key",
  HCAPTCHA_SECRET: "value-of-hcaptcha-secret",
};
const ENVIRONMENT: Record<string, string> = {
  ...SECRETS,
  COPILOT_ENVIRONMENT_NAME: "staging",
  DJANGO_ALLOWED_HOST: "helix.example.org",
  BACKEND_BASE_URL: "https://helix.example.org",
  FRONTEND_BASE_URL: "https://example.org",
  CSRF_COOKIE_DOMAIN: ".example.org",
  SESSION_COOKIE_DOMAIN: ".example.org",
  S3_BUCKET_NAME: "media",
  EXTERNAL_S3_BUCKET_NAME: "external",
  ELASTI_CACHE_ADDRESS: "redis.example",
  ELASTI_CACHE_PORT: "6379",
};
const SERVER = ["uwsgi", "--ini", "/usr/local/lib/helix/uwsgi.ini"];
const WORKER = ["celery", "-A", "helix", "worker", "--loglevel", "INFO", "--concurrency", "4"];

let standIns: StandIns;
beforeEach(() => {
  standIns = new StandIns("uwsgi", "celery", "python");
});
afterEach(() => standIns.clear());

const start = (command: string[], options: { fail?: string; hang?: string; environment?: typeof ENVIRONMENT } = {}) =>
  standIns.run(ENTRYPOINT, { environment: ENVIRONMENT, command, ...options });

test.each([[SERVER], [WORKER], [["python", "manage.py", "migrate", "--database", "a b"]]])(
  "becomes %j",
  async (command) => {
    const run = start(command);
    expect(await run.ended).toBe(0);
    expect(run.calls()).toEqual([command.join(" ")]);
    expect(run.pids()).toEqual([run.child.pid]);
    expect(run.output()).toBe(`[helix] step ${command[0]}\n`);
  },
);

test("hands the command's exit code on", async () => {
  const run = start(["python", "manage.py", "migrate"], { fail: "python manage.py migrate" });
  expect(await run.ended).toBe(7);
});

test.each(Object.keys(ENVIRONMENT).filter((name) => name !== "HELIXDBCLUSTER_SECRET"))(
  "does nothing without %s",
  async (name) => {
    const run = start(SERVER, { environment: { ...ENVIRONMENT, [name]: "" } });
    expect(await run.ended).toBe(1);
    expect(run.calls()).toEqual([]);
    expect(run.output()).toBe(`[helix] missing environment variables: ${name}\n`);
  },
);

describe("the database's secret", () => {
  const { HELIXDBCLUSTER_SECRET, ...rest } = ENVIRONMENT;

  test("may be given by its ARN only", async () => {
    const run = start(WORKER, { environment: { ...rest, HELIXDBCLUSTER_SECRET_ARN: "arn:aws:secretsmanager:…" } });
    expect(await run.ended).toBe(0);
  });

  test("must be given in one way or the other", async () => {
    const run = start(SERVER, { environment: rest });
    expect(await run.ended).toBe(1);
    expect(run.output()).toBe("[helix] missing environment variables: HELIXDBCLUSTER_SECRET(_ARN)\n");
  });
});

test("names all missing variables in one line, and no value", async () => {
  const { ELASTI_CACHE_PORT, COPILOT_ENVIRONMENT_NAME, ...rest } = ENVIRONMENT;
  const run = start(SERVER, { environment: rest });
  expect(await run.ended).toBe(1);
  expect(run.output()).toBe("[helix] missing environment variables: COPILOT_ENVIRONMENT_NAME ELASTI_CACHE_PORT\n");
});

test.each([[SERVER], [WORKER]])("lets SIGTERM reach %j", async (command) => {
  const run = start(command, { hang: command.join(" ") });
  await until(() => run.calls().length > 0, "it runs");
  run.child.kill("SIGTERM");
  expect(await run.ended).toBe(0);
  expect(run.calls().at(-1)).toBe("SIGTERM");
});
