import { mayDo, type Role } from "./simulator";

const request = { action: "s3:GetObject", resource: "arn:aws:s3:::files/a.txt" };
const roleOf = (statement: object): Role => ({
  arn: "arn:aws:iam::111122223333:role/web",
  name: "web",
  account: "111122223333",
  trust: {},
  policies: [{ Version: "2012-10-17", Statement: [{ Effect: "Allow", Resource: "*", ...statement }] }],
  attached: [],
  boundary: undefined,
});

// Once the simulator knows a request, it is asked only about roles with a statement that may be about it.
beforeAll(() => mayDo(roleOf({ Action: ["sqs:SendMessage"] }), request));

test.each([
  [{ Action: ["s3:GetObject"] }],
  [{ Action: "S3:getobject" }],
  [{ Action: ["sqs:SendMessage", "s3:Get*"] }],
  [{ Action: ["s3:G?tObject"] }],
  [{ Action: "*" }],
  [{ NotAction: ["s3:PutObject"] }],
])("a role with %j may do what that stands for", async (statement) => {
  expect(await mayDo(roleOf(statement), request)).toBe(true);
});

test.each([[{ Action: ["s3:PutObject"] }], [{ Action: ["s3:Get*Acl"] }], [{ NotAction: ["s3:*"] }]])(
  "a role with %j may not do anything else",
  async (statement) => {
    expect(await mayDo(roleOf(statement), request)).toBe(false);
  },
);

test.each([
  ["s3:GetObjekt", "arn:aws:s3:::files/a.txt"],
  ["s3:GetObject", "arn:aws:s3:::files"],
])("%s on %s, which there is not, is an error whatever the role", async (action, resource) => {
  await expect(mayDo(roleOf({ Action: ["sqs:SendMessage"] }), { action, resource })).rejects.toThrow(
    `${action} on ${resource} cannot be simulated`,
  );
});
