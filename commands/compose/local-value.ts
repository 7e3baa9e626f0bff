import { REDIS_PORT } from "../../aws/ports";
import type { Environment } from "../../kinds/core/environment";
import { nameIn } from "../../kinds/core/names";
import { type KindName, kindOf } from "../../kinds/core/sections";
import { extraDatabaseNames } from "../../kinds/database/extra-database";
import { databasePort } from "../../kinds/database/port";
import { frontContainer } from "../../kinds/service/containers";
import { tenantDirectory } from "../../kinds/tenants/names";
import { parseTemplate, type Reference } from "../../language/reference";
import { ACCOUNT, EMULATOR, literal } from "./names";
import { secretsOf } from "./secrets";

/** What a reference stands for on a developer's computer; undefined if it is only in AWS. */
type Local = (environment: Environment, name: string, attribute: string, port: (service: string) => number) => unknown;

const arn = ({ region }: Environment, service: string, rest: string) =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${rest}`;

/** A login, as a whole, by part, or by the name that Secrets Manager knows it by in place of its ARN. */
function secret(environment: Environment, name: string, attribute: string): string | undefined {
  const { values, json } = secretsOf(environment)[name]!;
  const known: Record<string, string> = {
    ...values,
    value: json,
    arn: nameIn(environment, name),
    name: nameIn(environment, name),
  };
  return known[attribute];
}

function login(environment: Environment, name: string, attribute: string): string | undefined {
  if (attribute === "secret") return secret(environment, name, "value");
  return attribute.startsWith("secret.") ? secret(environment, name, attribute.slice("secret.".length)) : undefined;
}

const LOCAL: Readonly<Record<KindName, Local>> = {
  database: (environment, name, attribute) => {
    const database = environment.databases[name]!;
    const known: Record<string, unknown> = { host: name, port: databasePort(database), name: database.database };
    return known[attribute] ?? login(environment, name, attribute);
  },
  "extra database": (environment, name, attribute) => {
    const { server, database } = extraDatabaseNames(environment, name);
    const known: Record<string, unknown> = {
      host: server,
      port: databasePort(environment.databases[server]!),
      name: database,
    };
    return known[attribute] ?? login(environment, name, attribute);
  },
  cache: (_, name, attribute) => ({ host: name, port: REDIS_PORT, tls: false })[attribute],
  bucket: (environment, name, attribute) => {
    const bucket = nameIn(environment, name);
    return { name: bucket, arn: `arn:aws:s3:::${bucket}`, host: `${bucket}.${EMULATOR.host}:${EMULATOR.port}` }[
      attribute
    ];
  },
  "tenant group": (environment, name, attribute) => ({ directory: tenantDirectory(environment, name) })[attribute],
  table: (environment, name, attribute) => {
    const table = nameIn(environment, name);
    return { name: table, arn: arn(environment, "dynamodb", `table/${table}`) }[attribute];
  },
  topic: (environment, name, attribute) => ({ arn: arn(environment, "sns", nameIn(environment, name)) })[attribute],
  queue: (environment, name, attribute) => {
    const queue = nameIn(environment, name);
    return { name: queue, arn: arn(environment, "sqs", queue), url: `${EMULATOR.url}/${ACCOUNT}/${queue}` }[attribute];
  },
  "file system": () => undefined,
  secret,
  "user pool": () => undefined,
  email: ({ email }, name, attribute) => ({ from: email[name]!.from, identity: email[name]!.identity })[attribute],
  permission: () => undefined,
  service: ({ services }, name, attribute, port) =>
    ({ host: name, port: frontContainer(name, services[name]!)?.port, url: `http://localhost:${port(name)}` })[
      attribute
    ],
  function: () => undefined,
};

/** A text with its references resolved, for Compose to read; or the references that nothing here stands for. */
export function localText(
  environment: Environment,
  text: string,
  port: (service: string) => number,
): { readonly text: string } | { readonly missing: readonly string[] } {
  const parts = parseTemplate(text).map((part) => (typeof part === "string" ? literal(part) : resolve(part)));
  const missing = parts.flatMap((part) => (typeof part === "object" ? [part.text] : []));
  return missing.length > 0 ? { missing } : { text: parts.join("") };

  function resolve(reference: Reference): string | Reference {
    const { resource, attribute } = reference;
    const value = LOCAL[kindOf(environment, resource)!](environment, resource, attribute.join("."), port);
    return value === undefined ? reference : String(value);
  }
}
