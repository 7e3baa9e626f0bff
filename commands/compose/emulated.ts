import type { Environment } from "../../kinds/core/environment";
import { nameIn } from "../../kinds/core/names";
import type { ComposeService } from "./compose-file";
import { EMULATOR, literal } from "./names";
import { secretsOf } from "./secrets";
import { tenantsOf } from "./tenants";

/** The emulator that rehearsals run against, as an image (Apache-2.0, https://docs.getmoto.org). */
const IMAGE = "motoserver/moto:5.2.1";
/** The name of what makes an environment's resources in it. */
export const SETUP = "aws-setup";
/** Where the program for that is. */
export const PROGRAM = "emulator/make_resources.py";

/** Variables that lead any AWS SDK to the emulator. */
export function sdkVariables({ region }: Environment): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: EMULATOR.url,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  };
}

/** The kinds that are in the emulator. */
const SECTIONS = [
  "buckets",
  "tenants",
  "tables",
  "topics",
  "queues",
  "secrets",
  "databases",
  "extraDatabases",
  "email",
] as const;

/** Whether something is in the emulator: what is in AWS itself, and the secrets of databases. */
export function isEmulated(environment: Environment, name: string): boolean {
  return SECTIONS.some((section) => Object.hasOwn(environment[section], name));
}

/** The emulator, and the run that fills it; nothing if the environment has nothing of AWS. */
export function emulator(environment: Environment, program: string): Record<string, ComposeService> {
  if (SECTIONS.every((section) => Object.keys(environment[section]).length === 0)) return {};
  const aliases = bucketsOf(environment).map((name) => `${name}.${EMULATOR.host}`);
  const up = `import urllib.request as r; r.urlopen('http://127.0.0.1:${EMULATOR.port}/moto-api/')`;
  return {
    [EMULATOR.host]: {
      image: IMAGE,
      // SDKs ask for a bucket by a host name of its own.
      networks: { default: { aliases } },
      healthcheck: { test: ["CMD", "python", "-c", up], interval: "2s", timeout: "5s", retries: 60 },
    },
    [SETUP]: {
      image: IMAGE,
      entrypoint: ["python", "/make_resources.py"],
      environment: { ...sdkVariables(environment), RESOURCES: JSON.stringify(resources(environment)) },
      volumes: [`${program}:/make_resources.py:ro`],
      depends_on: { [EMULATOR.host]: { condition: "service_healthy" } },
    },
  };
}

/** The buckets, those of tenants and their lists among them. */
function bucketsOf(environment: Environment): string[] {
  const { buckets, tenants } = environment;
  const groups = Object.keys(tenants).filter((group) => tenants[group]!.from === undefined);
  return [
    ...[...Object.keys(buckets), ...groups].map((name) => nameIn(environment, name)),
    ...tenantsOf(environment).map(({ bucket }) => bucket),
  ];
}

/** What the program is to make. */
function resources(environment: Environment) {
  const tenants = tenantsOf(environment);
  const logins = tenants.flatMap(({ login }) => (login ? [[login.name, JSON.stringify(login.values)] as const] : []));
  const { tables, topics, queues, email } = environment;
  const named = (name: string) => nameIn(environment, name);
  return {
    buckets: bucketsOf(environment),
    objects: tenants.map(({ directory, key, entry }) => ({
      bucket: directory,
      key,
      body: literal(JSON.stringify(entry)),
    })),
    tables: Object.entries(tables).map(([name, { key, sort }]) => ({ name: named(name), key, sort })),
    topics: Object.keys(topics).map(named),
    queues: Object.entries(queues).map(([name, { visibility, wait, retain, attempts, from }]) => ({
      name: named(name),
      visibility,
      wait,
      retain,
      attempts,
      from: from && named(from),
    })),
    secrets: Object.fromEntries([
      ...Object.entries(secretsOf(environment)).map(([name, { json }]) => [named(name), json] as const),
      ...logins,
    ]),
    senders: Object.values(email).map(({ identity }) => identity),
  };
}
