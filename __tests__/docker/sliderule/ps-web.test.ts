import { join } from "node:path";
import { StandIns, until } from "../stand-ins";

const ENTRYPOINT = join(__dirname, "../../../docker/sliderule/ps-web/entrypoint.sh");

const SECRETS = {
  POSTGRES_PASSWORD: "value-of-postgres-password",
  DJANGO_SECRET_KEY: "value-of-django-secret-key",
  JWT_SECRET_KEY: "value-of-jwt-secret-key",
  MFA_PLACEHOLDER: "value-of-mfa-placeholder",
  DJANGO_OIDC_RSA_PRIVATE_KEY: "-----BEGIN RSA PRIVATE KEY-----\nvalue-of-oidc-key\n-----END RSA PRIVATE KEY-----",
};

const ENVIRONMENT: Record<string, string> = {
  ...SECRETS,
  SQL_ENGINE: "django.db.backends.postgresql",
  SQL_HOST: "database.example",
  SQL_PORT: "5432",
  POSTGRES_DB: "provsys",
  POSTGRES_USER: "ps_admin",
  DJANGO_ALLOWED_HOSTS: ".testsliderule.org",
  CSRF_TRUSTED_ORIGINS: "https://*.testsliderule.org",
  REDIS_HOST: "localhost",
  PS_SERVER_HOST: "localhost",
  PS_SERVER_PORT: "50051",
  GRPC_POLL_STRATEGY: "poll",
  GRPC_DNS_RESOLVER: "native",
  DOMAIN: "testsliderule.org",
  SITE_ID: "5",
  PS_VERSION: "v3.3.8",
  PS_SITE_TITLE: "SlideRule Test",
  PS_BLD_ENVVER: "v3.3.8",
};

const STEPS = [
  "python manage.py makemigrations users",
  "python manage.py makemigrations",
  "python manage.py migrate",
  "python manage.py init_queues",
  "python manage.py get_ps_server_versions",
];
const SERVER = "gunicorn ps_web.wsgi:application --bind 0.0.0.0:8000 --timeout 300 --keep-alive 300";

let standIns: StandIns;
beforeEach(() => {
  standIns = new StandIns("python", "gunicorn");
});
afterEach(() => standIns.clear());

function expectNoSecretIn(output: string): void {
  for (const value of Object.values(SECRETS).flatMap((secret) => secret.split("\n"))) {
    expect(output).not.toContain(value);
  }
}

test("prepares the database and the queues in order, then becomes gunicorn", async () => {
  const run = standIns.run(ENTRYPOINT, { environment: ENVIRONMENT });
  expect(await run.ended).toBe(0);
  expect(run.calls()).toEqual([...STEPS, SERVER]);
  expect(run.pids().at(-1)).toBe(run.child.pid);
});

test("logs each step and prints no secret's value", async () => {
  const run = standIns.run(ENTRYPOINT, { environment: ENVIRONMENT });
  await run.ended;
  expect(run.output().trim().split("\n")).toEqual([
    "[ps-web] step makemigrations users",
    "[ps-web] step makemigrations",
    "[ps-web] step migrate",
    "[ps-web] step init_queues",
    "[ps-web] step get_ps_server_versions",
    "[ps-web] step gunicorn",
  ]);
  expectNoSecretIn(run.output());
});

test.each(STEPS)("stops where it is when `%s` fails, with its exit code and its name", async (step) => {
  const run = standIns.run(ENTRYPOINT, { environment: ENVIRONMENT, fail: step });
  expect(await run.ended).toBe(7);
  expect(run.calls()).toEqual(STEPS.slice(0, STEPS.indexOf(step) + 1));
  expect(run.output()).toContain(`[ps-web] step ${step.replace("python manage.py ", "")} failed with exit code 7\n`);
  expectNoSecretIn(run.output());
});

test("hands gunicorn's exit code on", async () => {
  expect(await standIns.run(ENTRYPOINT, { environment: ENVIRONMENT, fail: SERVER }).ended).toBe(7);
});

test.each(Object.keys(ENVIRONMENT))("does nothing without %s", async (name) => {
  const run = standIns.run(ENTRYPOINT, { environment: { ...ENVIRONMENT, [name]: "" } });
  expect(await run.ended).toBe(1);
  expect(run.calls()).toEqual([]);
  expect(run.output()).toBe(`[ps-web] missing environment variables: ${name}\n`);
});

test("names all missing variables in one line", async () => {
  const { SITE_ID, JWT_SECRET_KEY, ...rest } = ENVIRONMENT;
  const run = standIns.run(ENTRYPOINT, { environment: rest });
  expect(await run.ended).toBe(1);
  expect(run.output()).toBe("[ps-web] missing environment variables: JWT_SECRET_KEY SITE_ID\n");
});

test("lets SIGTERM reach gunicorn", async () => {
  const run = standIns.run(ENTRYPOINT, { environment: ENVIRONMENT, hang: SERVER });
  await until(() => run.calls().includes(SERVER), "gunicorn runs");
  run.child.kill("SIGTERM");
  expect(await run.ended).toBe(0);
  expect(run.calls().at(-1)).toBe("SIGTERM");
});

test("starts nothing more once it is stopped while a step hangs", async () => {
  const migrate = "python manage.py migrate";
  const run = standIns.run(ENTRYPOINT, { environment: ENVIRONMENT, hang: migrate });
  await until(() => run.calls().includes(migrate), "migrate runs");
  run.child.kill("SIGTERM");
  expect(await run.ended).toBe("SIGTERM");
  process.kill(run.pids()[2]!, "SIGTERM");
  await until(() => run.calls().includes("SIGTERM"), "migrate has ended");
  expect(run.calls()).toEqual([...STEPS.slice(0, 3), "SIGTERM"]);
});
