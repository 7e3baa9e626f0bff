import { executionRole, ownRole, variablesOf } from "./grants";
import { mayDo, type Request, type Role, thatAre } from "./simulator/simulator";
import type { Thing } from "./thing";
import { thingsOf } from "./things";
import { type Deployed, everyEnvironment, everyService, everyUser } from "./world";

const world = everyEnvironment();

const SECRETIVE = ["database", "extra database", "secret"];

/** Secrets of an environment, each with the request that reads it. */
function secretsOf(deployed: Deployed): { thing: Thing; read: Request }[] {
  return thingsOf(deployed)
    .filter(({ kind }) => SECRETIVE.includes(kind))
    .map((thing) => ({ thing, read: Object.values(thing.levels)[0]![0]! }));
}

/** Reading the secrets of environments that carry the tags of a system and an environment. */
function taggedSecrets(environments: readonly Deployed[]): Request[] {
  const secrets = environments.flatMap(secretsOf).map(({ read }) => read);
  return secrets.filter(({ context = {} }) => "aws:ResourceTag/Environment" in context);
}

/** A role to which somebody has given every secret there is. */
function careless(role: Role): Role {
  const everything = { Effect: "Allow", Action: "secretsmanager:*", Resource: "*" };
  return { ...role, policies: [...role.policies, { Version: "2012-10-17", Statement: [everything] }] };
}

/** Whether ECS puts a secret into one of a service's variables: any value of it but its ARN or name. */
function isInjected(deployed: Deployed, service: string, { kind, name }: Thing): boolean {
  const keys = kind === "secret" ? "(?!arn}|name})[^}]+" : "secret(\\.username|\\.password)?";
  const value = new RegExp(`^\\$\\{${name}\\.${keys}\\}$`);
  return variablesOf(deployed, service).some((text) => value.test(text));
}

/** The secrets with which a service's extra databases are made: each database's own, and its server's. */
function neededToMake(deployed: Deployed, service: string): string[] {
  const { extraDatabases, services } = deployed.environment;
  const used = Object.entries(extraDatabases).filter(([name]) => Object.hasOwn(services[service]!.uses, name));
  return used.flatMap(([name, { server }]) => [name, server]);
}

describe.each(everyService(world))("the secrets of %s", (_name, deployed, service) => {
  it("are given to its containers by a role that can read these, and no other secret in the world", async () => {
    const making = neededToMake(deployed, service);
    const mine = secretsOf(deployed).filter(
      ({ thing }) => isInjected(deployed, service, thing) || making.includes(thing.name),
    );
    const all = world.flatMap(secretsOf).map(({ read }) => read);
    const found = await thatAre("allowed", all, (request) => mayDo(executionRole(deployed, service), request));
    expect(found.sort()).toEqual(mine.map(({ read }) => `${read.action} on ${read.resource}`).sort());
  });
});

/** The roles of a service, or of a function. */
function rolesOf(deployed: Deployed, user: string): Role[] {
  const isService = Object.hasOwn(deployed.environment.services, user);
  return [ownRole(deployed, user), ...(isService ? [executionRole(deployed, user)] : [])];
}

const roles = everyUser(world).flatMap(([, deployed, user]) =>
  rolesOf(deployed, user).map((role): [string, Deployed, Role] => [role.name, deployed, role]),
);

describe.each(roles)("secrets stay apart even if %s is given every secret there is:", (_name, deployed, role) => {
  const may = (request: Request) => mayDo(careless(role), request);
  const others = world.filter((other) => other !== deployed);

  it("it cannot read those of other environments and systems, by their tags", async () => {
    expect(await thatAre("allowed", taggedSecrets(others), may)).toEqual([]);
  });

  it("it can read those of its own environment", async () => {
    expect(await thatAre("denied", taggedSecrets([deployed]), may)).toEqual([]);
  });
});

it("has secrets with tags in every environment that makes any, so that the tests above mean something", () => {
  expect(taggedSecrets(world).length).toBeGreaterThanOrEqual(14);
});

it("names secrets after their system and environment, so that names tell them apart too", () => {
  for (const { environment, stacks } of world) {
    for (const { name } of Object.values(stacks.data.all("aws_secretsmanager_secret"))) {
      expect(name).toMatch(new RegExp(`^${environment.system}/${environment.name}/[a-z0-9-]+(/[a-z0-9-]+)?$`));
    }
  }
});
