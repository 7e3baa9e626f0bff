import type { Arguments } from "../stacks/template";
import { dangers } from "./dangers";
import { duties, executionRole, functionRole, ownRole, taskRole, usesOf } from "./grants";
import { mayDo, type Request, thatAre } from "./simulator/simulator";
import type { Thing } from "./thing";
import { everyRequest, thingsOf } from "./things";
import { everyEnvironment, everyService, everyUser } from "./world";
import { written } from "./written";

const world = everyEnvironment();
const everything = new Map(world.map((deployed) => [deployed, thingsOf(deployed)]));

describe.each(everyUser(world))("%s", (_name, deployed, service) => {
  const role = ownRole(deployed, service);
  const uses = usesOf(deployed, service);
  const things = everything.get(deployed)!;
  const used = things.filter(({ name }) => Object.hasOwn(uses, name));
  let allowed: Request[];
  let policies: Arguments[];

  beforeAll(async () => {
    allowed = await duties(deployed, service);
    const names = Object.keys(deployed.environment.permissions).filter((name) => Object.hasOwn(uses, name));
    policies = (await Promise.all(names.map((name) => written(deployed, name)))).flat().map(({ policy }) => policy);
  });

  /** Everything that can be asked of a thing, of the prefixes that a bucket has and of one that it has not. */
  function asked(thing: Thing): Request[] {
    // A plain level is one for all prefixes.
    if (typeof uses[thing.name] === "string") return everyRequest(thing);
    return everyRequest(thing, [...(deployed.environment.buckets[thing.name]?.prefixes ?? []), "elsewhere/"]);
  }

  /** Requests that are allowed and should not be: neither by a level of `uses` nor by what `permissions` write out. */
  async function excess(requests: readonly Request[]): Promise<string[]> {
    const known = new Set(allowed.map(key));
    const unasked = [...new Map(requests.map((request) => [key(request), request])).values()].filter(
      (request) => !known.has(key(request)),
    );
    return thatAre("allowed", unasked, async (request) => {
      return (await mayDo(role, request)) && !(await mayDo({ ...role, policies }, request));
    });
  }

  it("can do all that it uses", async () => {
    expect(await thatAre("denied", allowed, (request) => mayDo(role, request))).toEqual([]);
  });

  it("can do no more with what it uses than the level says", async () => {
    expect(await excess(used.flatMap(asked))).toEqual([]);
  });

  it("cannot touch what else there is in its environment", async () => {
    expect(await excess(things.filter((thing) => !used.includes(thing)).flatMap(asked))).toEqual([]);
  });

  it("cannot touch anything of other environments and systems", async () => {
    const others = world.filter((other) => other !== deployed).flatMap((other) => everything.get(other)!);
    expect(await excess(others.flatMap(({ levels }) => Object.values(levels).flat()))).toEqual([]);
  });

  it("cannot become somebody else, run something else, open the network, or read what is everyone's", async () => {
    expect(await excess(dangers(deployed, service))).toEqual([]);
  });

  it("holds no action that nothing in its `uses` stands for", () => {
    const held = role.policies
      .flatMap(({ Statement }) => Statement as Arguments[])
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action }) => Action as string[]);
    const wanted = new Set(allowed.map(({ action }) => action));
    expect(held.filter((action) => !wanted.has(action))).toEqual([]);
  });
});

it.each(everyService(world))("%s runs with its own two roles", (_name, deployed, service) => {
  const { service: stack } = deployed.stacks;
  const of = (address: string, attribute: string) => deployed.values.attribute(stack, address, attribute);
  const definition = `aws_ecs_task_definition.${service}_task_definition_task`;
  expect(of(`aws_ecs_service.${service}_ecs_service`, "task_definition")).toBe(of(definition, "arn"));
  expect(of(definition, "task_role_arn")).toBe(taskRole(deployed, service).arn);
  expect(of(definition, "execution_role_arn")).toBe(executionRole(deployed, service).arn);
});

it.each(everyUser(world, "functions"))("%s runs with its own role", (_name, { values, stacks, ...deployed }, name) => {
  const role = values.attribute(stacks.service, `aws_lambda_function.${name}_function_lambda`, "role");
  expect(role).toBe(functionRole({ values, stacks, ...deployed }, name).arn);
});

function key({ action, resource, context = {} }: Request): string {
  return JSON.stringify([action, resource, Object.entries(context).sort()]);
}
