import { suggestion } from "../../language/diagnostics/nearest";
import type { Diagnostic, Step } from "../../language/yaml/tree";
import type { Environment } from "../core/environment";
import { userPool as schema, type UserPool } from "./settings";

type Hosted = NonNullable<UserPool["hosted"]>;

function addressDiagnostics({ prefix, domain, certificate }: Hosted, path: readonly Step[]): Diagnostic[] {
  if ((prefix === undefined) === (domain === undefined)) {
    return [{ path, message: "needs exactly one of `prefix` (a name of Cognito's) or `domain` (a host of yours)" }];
  }
  const message = "is for a `domain`; with a `prefix`, Cognito has its own: take it out";
  return certificate && prefix ? [{ path: [...path, "certificate"], at: "key", message }] : [];
}

function domainDiagnostics({ domain: host }: Hosted, path: readonly Step[], environment: Environment): Diagnostic[] {
  const zone = environment.loadBalancer.zone ?? environment.domain;
  if (host === undefined) return [];
  if (zone === undefined) return [{ path, message: "needs a zone to be in; set `domain` or `loadBalancer.zone`" }];
  const services = Object.entries(environment.services);
  const service = services.find(([, { expose }]) => expose?.host === host)?.[0];
  return [
    ...(host.endsWith(`.${zone}`)
      ? []
      : [
          {
            path,
            message: `\`${host}\` is not below the zone ${zone}; choose a host in it, or set \`loadBalancer.zone\``,
          },
        ]),
    ...(service === undefined
      ? []
      : [
          {
            path,
            message: `\`${host}\` is the host of service \`${service}\` too; choose another, such as auth.${zone}`,
          },
        ]),
  ];
}

/** What a pool of another environment may be given: the rest is its owner's to say. */
const OF_TAKEN = ["from", "clients"];

function takenDiagnostics(pool: UserPool, path: readonly Step[]): Diagnostic[] {
  if (pool.from === undefined) return [];
  const defaults: Partial<UserPool> = schema.parse({});
  return (Object.keys(pool) as (keyof UserPool)[])
    .filter((key) => !OF_TAKEN.includes(key) && JSON.stringify(pool[key]) !== JSON.stringify(defaults[key]))
    .map((key) => ({
      path: [...path, key],
      at: "key",
      message: `is for environment \`${pool.from}\` to say, whose pool this is; take it out; this environment has its own \`clients\` only`,
    }));
}

function clientDiagnostics({ from, clients, hosted }: UserPool, path: readonly Step[]): Diagnostic[] {
  const unhosted: Diagnostic[] =
    hosted === undefined && from === undefined && Object.keys(clients).length > 0
      ? [
          {
            path: [...path, "hosted"],
            message: "is missing; clients sign users in on its pages: set a `prefix` or a `domain`",
          },
        ]
      : [];
  const scopes = Object.entries(clients).flatMap(([client, { scopes }]): Diagnostic[] => {
    const needy = scopes.find((scope) => ["email", "phone", "profile"].includes(scope));
    const message = `\`${needy}\` is only told together with \`openid\`; add \`openid\``;
    return needy && !scopes.includes("openid") ? [{ path: [...path, "clients", client, "scopes"], message }] : [];
  });
  return [...unhosted, ...scopes];
}

function senderDiagnostics({ sender }: UserPool, path: readonly Step[], { email }: Environment): Diagnostic[] {
  if (sender === undefined || Object.hasOwn(email, sender)) return [];
  const message = `there is no sender \`${sender}\`; ${suggestion(sender, Object.keys(email), "add it to `email`")}`;
  return [{ path: [...path, "sender"], message }];
}

/** Two pools cannot have the same pages. */
function sharedPages({ userPools }: Environment): Diagnostic[] {
  const owners = new Map<string, string>();
  return Object.entries(userPools).flatMap(([name, { hosted }]) =>
    (["prefix", "domain"] as const).flatMap((key): Diagnostic[] => {
      const value = hosted?.[key];
      const owner = value && owners.get(`${key} ${value}`);
      owners.set(`${key} ${value}`, owner ?? name);
      const message = `\`${value}\` is the ${key} of user pool \`${owner}\` too; choose another`;
      return owner ? [{ path: ["userPools", name, "hosted", key], message }] : [];
    }),
  );
}

/** A user pool's pages have one address in a zone of ours, its clients have pages, and its sender exists. */
export function userPools(environment: Environment): Diagnostic[] {
  const each = Object.entries(environment.userPools).flatMap(([name, pool]) => {
    const path = ["userPools", name];
    const pages = [...path, "hosted"];
    const taken = takenDiagnostics(pool, path);
    if (taken.length > 0) return taken;
    return [
      ...(pool.hosted ? addressDiagnostics(pool.hosted, pages) : []),
      ...(pool.hosted ? domainDiagnostics(pool.hosted, [...pages, "domain"], environment) : []),
      ...clientDiagnostics(pool, path),
      ...senderDiagnostics(pool, path, environment),
    ];
  });
  return [...each, ...sharedPages(environment)];
}
