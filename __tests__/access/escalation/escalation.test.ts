import { boundaryName } from "../../../kinds/permission/boundaries";
import type { Arguments } from "../../stacks/template";
import { taskRole } from "../grants";
import { type Role, readPolicy, rolesOf } from "../simulator/simulator";
import { type Deployed, everyDelivery, everyEnvironment } from "../world";
import { CHAINS } from "./chains";
import { ADMINISTRATOR, type Boundary, type Gain, type Principal, reach, type Surroundings } from "./reach";

const world = everyEnvironment();
const deliveries = everyDelivery();

const principal = ({ name, arn, account, policies }: Role, region: string): Principal => ({
  name,
  arn,
  account,
  region,
  policies,
});

/** Roles that people make and a manifest names, by the beginning of what follows the account. */
const OUTSIDE: Record<string, string[]> = { "cloud-kotta": ["role/kotta-users/"] };

/** Roles by what they belong to: an environment, or the pipelines of a system. */
const owners = [
  ...world.map((deployed) => ({
    name: deployed.name,
    region: deployed.region,
    outside: OUTSIDE[deployed.environment.system] ?? [],
    roles: [
      ...Object.values(deployed.stacks).flatMap((stack) => rolesOf(deployed.values, stack)),
      // Roles that outlive the service layer are given their permissions there.
      ...Object.keys(deployed.environment.services).map((service) => taskRole(deployed, service)),
    ],
  })),
  ...deliveries.map(({ system, stack, values, region }) => ({
    name: `${system.name}-pipelines`,
    region,
    outside: Object.values(system.pipelines).flatMap(({ stages }) =>
      stages.flatMap(({ role, planRole }) => [role, ...(planRole ? [planRole] : [])]),
    ),
    roles: rolesOf(values, stack),
  })),
].map((owner) => ({ ...owner, roles: owner.roles.map((role) => principal(role, owner.region)) }));

const boundariesOf = ({ environment, account, stacks }: Deployed): Boundary[] =>
  Object.keys(environment.boundaries).map((name) => ({
    arn: `arn:aws:iam::${account}:policy/${boundaryName(environment, name)}`,
    policy: readPolicy(stacks.network.one("aws_iam_policy", `${name}_boundary_policy`)["policy"]),
  }));

const surroundings: Surroundings = {
  roles: [...new Map(owners.flatMap(({ roles }) => roles).map((role) => [role.arn, role])).values()],
  boundaries: world.flatMap(boundariesOf),
  holders: new Map(
    deliveries.flatMap(({ stack, values, region, account }) =>
      Object.values(stack.all("aws_codebuild_project")).map((project): [string, Principal] => {
        const arn = values.text(stack, project["service_role"]);
        const role = rolesOf(values, stack).find((one) => one.arn === arn)!;
        return [`arn:aws:codebuild:${region}:${account}:project/${project["name"]}`, principal(role, region)];
      }),
    ),
  ),
};

const words = ({ by }: Gain) => by.join("; ");

it("tries every chain that is published, and sees roles of every kind", () => {
  expect(CHAINS.length).toBeGreaterThan(80);
  const names = surroundings.roles.map(({ name }) => name);
  for (const end of ["-task", "-execution", "-tunnel", "-starter", "-flow-logs", "-copies-export"]) {
    expect(names.filter((name) => name.endsWith(end))).not.toEqual([]);
  }
});

describe.each(owners.map((owner) => [owner.name, owner] as const))("no role of %s", (_name, { roles, outside }) => {
  it("becomes more than what belongs here, or what a boundary bounds", async () => {
    const own = new Set(roles.map(({ arn }) => arn));
    const isWithin = ({ who }: Gain) =>
      typeof who === "string"
        ? outside.some((part) => who.includes(part))
        : own.has(who.arn) || who.boundary !== undefined;
    const beyond: string[] = [];
    for (const role of roles) {
      for (const gain of await reach(role, surroundings))
        if (!isWithin(gain)) beyond.push(`${role.name}: ${words(gain)}`);
    }
    expect(beyond).toEqual([]);
  });
});

// The same, for the way in which SlideRule's web task could become administrator.
describe("the chain to administrator", () => {
  const deployed = world.find(({ name }) => name === "sliderule-test")!;
  const provisioner = principal(taskRole(deployed, "ps"), deployed.region);
  const changed = (change: (statement: Arguments) => Arguments): Principal => ({
    ...provisioner,
    policies: provisioner.policies.map((policy) => ({ ...policy, Statement: policy["Statement"].map(change) })),
  });
  const without = (key: string) => (statement: Arguments) =>
    JSON.parse(JSON.stringify(statement), (_name, value) => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
      const { [key]: _gone, ...rest } = value;
      return rest;
    });
  const becomes = async (who: Principal, all = surroundings) => {
    const gains = await reach(who, all);
    return gains.filter((gain) => gain.who === ADMINISTRATOR).map(words);
  };

  it("ends at the boundary of what clusters may do", async () => {
    const gains = await reach(provisioner, surroundings);
    const [boundary] = boundariesOf(deployed);
    expect(gains.map(({ who }) => (typeof who === "string" ? who : who.boundary?.arn))).toEqual([boundary!.arn]);
  });

  it("is open once the condition on the boundary is gone", async () => {
    expect(await becomes(changed(without("iam:PermissionsBoundary")))).toEqual([
      "iam:PassRole>ec2.amazonaws.com + ec2:RunInstances → administrator",
    ]);
  });

  it("is open once roles to be passed have no path of their own", async () => {
    const path = `${deployed.environment.domain}/`;
    const anywhere = changed((statement) => ({
      ...statement,
      Resource: statement["Resource"].map((arn: string) => arn.replace(`:role/${path}`, ":role/")),
    }));
    expect(await becomes(anywhere)).not.toEqual([]);
  });

  it("is open once what is not a cluster's may be tagged as one", async () => {
    const anything = changed((statement) =>
      statement["Action"].includes("ec2:CreateTags") ? without("Condition")(statement) : statement,
    );
    expect(await becomes(anything)).not.toEqual([]);
  });

  it.each(CHAINS.map((chain) => [chain.name, chain] as const))(
    "is open for somebody who may %s, on anything",
    async (_name, { steps }) => {
      const Action = steps.map((step) => step.split(">")[0]!);
      const Statement = [{ Effect: "Allow", Action, Resource: ["*"] }];
      const who = { ...provisioner, policies: [{ Version: "2012-10-17", Statement }] };
      expect(await becomes(who, { ...surroundings, roles: [] })).not.toEqual([]);
    },
  );
});
