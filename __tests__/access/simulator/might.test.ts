import fc from "fast-check";
import { ownRole } from "../grants";
import { everyRequest, thingsOf } from "../things";
import { everyEnvironment, everyUser } from "../world";
import { mightDo, policiesAbout } from "./might";
import { type Request, type Role, rolesOf, simulate } from "./simulator";

// What is said to be impossible is never simulated, so it has to be what the simulator would say.
const RUNS = Number(process.env["FAST_CHECK_RUNS"] ?? 300);

const world = everyEnvironment();
const roles = world.flatMap(({ values, stacks }) => Object.values(stacks).flatMap((stack) => rolesOf(values, stack)));
const requests = world.flatMap((deployed) => thingsOf(deployed).flatMap((thing) => everyRequest(thing)));
const users = everyUser(world).map(([, deployed, name]) => ({
  role: ownRole(deployed, name),
  requests: thingsOf(deployed).flatMap((thing) => everyRequest(thing)),
}));

/** A role and what it is asked: of its own environment, or of any. */
const question: fc.Arbitrary<[Role, Request]> = fc.oneof(
  fc.constantFrom(...users).chain((user) => fc.tuple(fc.constant(user.role), fc.constantFrom(...user.requests))),
  fc.tuple(fc.constantFrom(...roles), fc.constantFrom(...requests)),
);

/** A pattern that a text matches: some of its letters are wildcards. */
function patternOf(text: string, from: number): fc.Arbitrary<string> {
  return fc.array(fc.tuple(fc.nat(text.length), fc.nat(4), fc.constantFrom("*", "?")), { maxLength: 3 }).map((cuts) =>
    cuts.reduce((pattern, [at, length, wildcard]) => {
      const start = Math.max(from, at % pattern.length);
      return wildcard === "?" && /[^*]/.test(pattern[start] ?? "*")
        ? `${pattern.slice(0, start)}?${pattern.slice(start + 1)}`
        : `${pattern.slice(0, start)}*${pattern.slice(start + length)}`;
    }, text),
  );
}

/** A role with one statement, in the account of a resource: another account's would have to agree. */
function roleOf(Action: string, Resource: string, { resource }: Request): Role {
  const statement = { Effect: "Allow", Action, Resource };
  const policy = { Version: "2012-10-17", Statement: [statement] };
  const account = resource.split(":")[4] || "111122223333";
  return { ...roles[0]!, arn: `arn:aws:iam::${account}:role/web`, account, policies: [policy] };
}

it("says of no role that it cannot do what the simulator allows, nor leaves out a statement that matters", async () => {
  const answers = new Set<string>();
  await fc.assert(
    fc.asyncProperty(question, async ([role, request]) => {
      const [might, may] = [mightDo(role, request), await simulate(role, request)];
      answers.add(`${might} ${may}`);
      const about = { ...role, policies: policiesAbout(request.action, role.policies) };
      expect({ request, may: await simulate(about, request) }).toEqual({ request, may });
      expect({ request, might: might || may }).toEqual({ request, might });
    }),
    { numRuns: RUNS },
  );
  // Otherwise it would not have been seen to say no, or yes.
  expect([...answers]).toEqual(expect.arrayContaining(["true true", "false false"]));
});

it("matches what the simulator matches where statements have wildcards", async () => {
  let allowed = 0;
  const asked = fc.constantFrom(...requests.filter(({ resource }) => resource.startsWith("arn:"))).chain((request) =>
    fc.tuple(
      fc.constant(request),
      patternOf(request.action, request.action.indexOf(":") + 1),
      // Not in the parts that say which service it is, and where.
      patternOf(request.resource, request.resource.split(":").slice(0, 5).join(":").length + 1),
    ),
  );
  await fc.assert(
    fc.asyncProperty(asked, async ([request, action, resource]) => {
      const role = roleOf(action, resource, request);
      expect(mightDo(role, request)).toBe(true);
      if (await simulate(role, request)) allowed += 1;
    }),
    { numRuns: RUNS },
  );
  // The simulator refuses few: those with a wildcard in a type of resource.
  expect(allowed).toBeGreaterThan(RUNS / 2);
});

test.each([
  ["an action that is not", { Action: ["s3:*"], Resource: ["*"] }, false],
  ["a resource that is not", { Action: ["sqs:*"], Resource: ["arn:aws:sqs:us-west-2:111122223333:other"] }, false],
  ["a denial", { Effect: "Deny", Action: ["sqs:*"], Resource: ["*"] }, false],
  ["a policy variable", { Action: ["sqs:*"], Resource: ["arn:aws:sqs:us-west-2:*:${aws:PrincipalTag/System}"] }, true],
  ["other actions", { NotAction: ["s3:*"], Resource: ["*"] }, true],
  ["other resources", { Action: "SQS:sendmessage", NotResource: ["arn:aws:sqs:us-west-2:111122223333:other"] }, true],
])("a statement with %s: %j", (_, statement, expected) => {
  const policies = [{ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] }];
  const resource = "arn:aws:sqs:us-west-2:111122223333:orders";
  expect(mightDo({ policies }, { action: "sqs:SendMessage", resource })).toBe(expected);
});
