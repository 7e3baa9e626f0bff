import { mayAnybody, type Role, rolesOf } from "./simulator/simulator";
import { everyDelivery, everyEnvironment } from "./world";

const OTHER_ACCOUNT = "999999999999";

/** Services that take roles but do not say for whom, so no role can ask them. */
const NAMELESS: Record<string, string> = {
  "lambda.amazonaws.com": "Lambda takes the role that a function was given, and only the role's account can give it",
  "ec2.amazonaws.com": "EC2 hands a role to the instance whose profile has it, and only its own account can make that",
};

/** Managed policies of AWS that roles have, by the end of the role's name. */
const ATTACHED: Record<string, string> = {
  "-monitoring": "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
  "-tunnel": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
};

/** Every role, and the permissions boundary that it is to have. */
const roles = [
  ...everyEnvironment().flatMap(({ values, stacks, environment }) =>
    Object.values(stacks).flatMap((stack) => rolesOf(values, stack).map((role) => [role, environment] as const)),
  ),
  ...everyDelivery().flatMap(({ values, stack, system }) =>
    rolesOf(values, stack).map((role) => [role, system] as const),
  ),
].map(([role, { permissionsBoundary }]): [string, Role, string | undefined] => [role.name, role, permissionsBoundary]);

describe.each(roles)("the role %s", (_name, role, boundary) => {
  const [statement, ...more] = role.trust["Statement"];
  const service: string = statement.Principal.Service;
  const takenBy = (principal: string, source: string) => {
    const context = { "aws:SourceAccount": source };
    const request = { action: "sts:AssumeRole", resource: role.arn, context };
    return mayAnybody(principal, request, role.trust, role.account);
  };

  it("is taken by one AWS service", async () => {
    expect(more).toEqual([]);
    expect(service).toMatch(
      /^(ecs-tasks|lambda|scheduler|backup|export\.rds|monitoring\.rds|vpc-flow-logs|ec2|codebuild|codepipeline)\.amazonaws\.com$/,
    );
    expect(await takenBy(service, role.account)).toBe(true);
  });

  it("is taken by no other service, and by no user or role of any account", async () => {
    const others = ["lambda.amazonaws.com", "ecs.amazonaws.com", "ec2.amazonaws.com", "codebuild.amazonaws.com"];
    for (const other of others.filter((name) => name !== service))
      expect(await takenBy(other, role.account)).toBe(false);
    for (const account of [role.account, OTHER_ACCOUNT]) {
      expect(await takenBy(`arn:aws:iam::${account}:role/admin`, role.account)).toBe(false);
    }
  });

  it("is not taken on behalf of another account", async () => {
    expect(await takenBy(service, OTHER_ACCOUNT)).toBe(service in NAMELESS);
  });

  it("has permissions of its own only, but for what AWS's agents need", () => {
    const suffix = Object.keys(ATTACHED).find((end) => role.name.endsWith(end));
    expect(role.attached).toEqual(suffix ? [ATTACHED[suffix]] : []);
  });

  it("carries the permissions boundary of its environment, or of its system", () => {
    expect(role.boundary).toBe(boundary);
  });
});
