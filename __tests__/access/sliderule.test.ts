import { taskRole } from "./grants";
import { mayDo, type Request, thatAre } from "./simulator";
import { everyEnvironment } from "./world";

// What SlideRule's provisioner writes out for itself in deployments/sliderule.yaml, held at its edges.
const deployed = everyEnvironment().find(({ name }) => name === "sliderule-prod")!;
const role = taskRole(deployed, "ps");
const may = (request: Request) => mayDo(role, request);

const ARN = `${deployed.region}:${deployed.account}`;
const IAM = `arn:aws:iam::${deployed.account}`;
const CLUSTER = { "aws:ResourceTag/Project": "cluster-x" };
const OTHERS: Record<string, string>[] = [
  {},
  { "aws:ResourceTag/Project": "prov-sys-slideruleearth" },
  { "aws:ResourceTag/Project": "mycluster-x" },
];

function ec2(action: string, resource: string, context: Record<string, string> = {}): Request {
  return { action: `ec2:${action}`, resource: `arn:aws:ec2:${ARN}:${resource}`, context };
}

const CHANGES: [action: string, resource: string][] = [
  ["TerminateInstances", "instance/i-1"],
  ["StopInstances", "instance/i-1"],
  ["ModifyInstanceAttribute", "instance/i-1"],
  ["DeleteVpc", "vpc/vpc-1"],
  ["DeleteSubnet", "subnet/subnet-1"],
  ["DeleteRoute", "route-table/rtb-1"],
  ["AuthorizeSecurityGroupIngress", "security-group/sg-1"],
  ["DeleteSecurityGroup", "security-group/sg-1"],
];

describe("the provisioner", () => {
  it("changes and deletes what carries a cluster's tag", async () => {
    expect(
      await thatAre(
        "denied",
        CHANGES.map(([action, resource]) => ec2(action, resource, CLUSTER)),
        may,
      ),
    ).toEqual([]);
  });

  it("leaves alone what carries another tag or none, its own network among it", async () => {
    const requests = OTHERS.flatMap((tags) => CHANGES.map(([action, resource]) => ec2(action, resource, tags)));
    expect(await thatAre("allowed", requests, may)).toEqual([]);
  });

  it("tags what it makes, and what is a cluster's already, so that nothing else becomes a cluster's", async () => {
    expect(await may(ec2("CreateTags", "instance/i-1", { "ec2:CreateAction": "RunInstances" }))).toBe(true);
    expect(await may(ec2("CreateTags", "instance/i-1", CLUSTER))).toBe(true);
    for (const tags of OTHERS) expect(await may(ec2("CreateTags", "instance/i-1", tags))).toBe(false);
  });

  it("works in its own region and account only", async () => {
    const [action, resource] = CHANGES[0]!;
    for (const where of [`us-east-1:${deployed.account}`, `${deployed.region}:999999999999`]) {
      expect(await may({ ...ec2(action, resource, CLUSTER), resource: `arn:aws:ec2:${where}:${resource}` })).toBe(
        false,
      );
    }
  });

  it("hands roles of clusters to EC2, and no others to anybody", async () => {
    const pass = (name: string, to: string): Request => ({
      action: "iam:PassRole",
      resource: `${IAM}:role/${name}`,
      context: { "iam:PassedToService": to },
    });
    expect(await may(pass("org-iam-role", "ec2.amazonaws.com"))).toBe(true);
    expect(await may(pass("org-iam-role", "lambda.amazonaws.com"))).toBe(false);
    for (const name of ["admin", "sliderule-prod-ps-task", "org-iam-role-2"]) {
      expect(await may(pass(name, "ec2.amazonaws.com"))).toBe(false);
    }
  });

  it("attaches clusters' own policies and those of four AWS agents to clusters' roles, and nothing else", async () => {
    const attach = (policy: string, name = "org-iam-role"): Request => ({
      action: "iam:AttachRolePolicy",
      resource: `${IAM}:role/${name}`,
      context: { "iam:PolicyARN": policy },
    });
    const allowed = [`${IAM}:policy/org-iams3-policy`, "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"];
    for (const policy of allowed) expect(await may(attach(policy))).toBe(true);
    for (const name of ["AdministratorAccess", "PowerUserAccess", "IAMFullAccess", "AmazonS3FullAccess"]) {
      expect(await may(attach(`arn:aws:iam::aws:policy/${name}`))).toBe(false);
    }
    expect(await may(attach(allowed[0]!, "sliderule-prod-ps-task"))).toBe(false);
  });

  it("makes no users, keys or inline policies, and changes nobody's trust", async () => {
    const requests = [
      { action: "iam:CreateUser", resource: `${IAM}:user/org` },
      { action: "iam:CreateAccessKey", resource: `${IAM}:user/org` },
      { action: "iam:PutRolePolicy", resource: `${IAM}:role/org-iam-role` },
      { action: "iam:UpdateAssumeRolePolicy", resource: `${IAM}:role/org-iam-role` },
      { action: "iam:CreateRole", resource: `${IAM}:role/org-admin` },
      { action: "iam:CreatePolicyVersion", resource: `${IAM}:policy/org-iams3-policy` },
      { action: "iam:DeleteRole", resource: role.arn },
    ];
    expect(await thatAre("allowed", requests, may)).toEqual([]);
  });

  it("keeps to its own prefixes of the bucket that it shares", async () => {
    const object = (key: string, action = "GetObject"): Request => ({
      action: `s3:${action}`,
      resource: `arn:aws:s3:::sliderule/${key}`,
    });
    for (const prefix of ["prov-sys", "infrastructure/software", "tf-workspaces", "tf-states"]) {
      expect(await may(object(`${prefix}/a/b.json`))).toBe(true);
      expect(await may(object(`${prefix}/a/b.json`, "PutObject"))).toBe(true);
    }
    for (const key of ["data/a.h5", "infrastructure/other/a", "prov-sys-2/a", "tf-state/a"]) {
      expect(
        await thatAre("allowed", [object(key), object(key, "PutObject"), object(key, "DeleteObject")], may),
      ).toEqual([]);
    }
    expect(await may({ action: "s3:GetObject", resource: "arn:aws:s3:::sliderule-public/prov-sys/a" })).toBe(false);
  });
});
