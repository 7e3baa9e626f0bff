import { boundaryName } from "../../kinds/permission/boundaries";
import { taskRole } from "./grants";
import { mayDo, type Request, type Role, readPolicy, thatAre } from "./simulator/simulator";
import { type Deployed, everyEnvironment } from "./world";

// What SlideRule's provisioner writes out for itself in deployments/sliderule.yaml, held at its edges.
const environments = everyEnvironment().filter(({ environment }) => environment.system === "sliderule");

describe.each(environments.map((one): [string, Deployed] => [one.name, one]))(
  "the provisioner of %s",
  (_name, deployed) => {
    const role = taskRole(deployed, "ps");
    const may = (request: Request) => mayDo(role, request);
    const { domain, variables } = deployed.environment;
    const other = environments.find(({ name }) => name !== deployed.name)!.environment;
    const boundary = `arn:aws:iam::${deployed.account}:policy/${boundaryName(deployed.environment, "clusters")}`;

    const ARN = `${deployed.region}:${deployed.account}`;
    const IAM = `arn:aws:iam::${deployed.account}`;
    const CLUSTER = { "aws:ResourceTag/Project": "cluster-x", "aws:ResourceTag/Domain": domain! };
    const MADE = { "aws:RequestTag/Domain": domain! };
    const OTHERS: Record<string, string>[] = [
      {},
      { "aws:ResourceTag/Project": "prov-sys-slideruleearth" },
      { "aws:ResourceTag/Project": "cluster-x" },
      { ...CLUSTER, "aws:ResourceTag/Project": "mycluster-x" },
      { ...CLUSTER, "aws:ResourceTag/Domain": other.domain! },
    ];

    function ec2(action: string, resource: string, context: Record<string, string> = {}): Request {
      return { action: `ec2:${action}`, resource: `arn:aws:ec2:${ARN}:${resource}`, context };
    }

    const group = (action: string, context: Record<string, string>): Request => ({
      action: `autoscaling:${action}`,
      resource: `arn:aws:autoscaling:${ARN}:autoScalingGroup:x:autoScalingGroupName/terraform-1`,
      context,
    });

    const CHANGES: [action: string, resource: string][] = [
      ["TerminateInstances", "instance/i-1"],
      ["StopInstances", "instance/i-1"],
      ["ModifyInstanceAttribute", "instance/i-1"],
      ["DescribeInstanceAttribute", "instance/i-1"],
      ["DeleteVpc", "vpc/vpc-1"],
      ["CreateSubnet", "vpc/vpc-1"],
      ["CreateSecurityGroup", "vpc/vpc-1"],
      ["RunInstances", "subnet/subnet-1"],
      ["RunInstances", "security-group/sg-1"],
      ["RunInstances", "launch-template/lt-1"],
      ["CreateLaunchTemplateVersion", "launch-template/lt-1"],
      ["DeleteSubnet", "subnet/subnet-1"],
      ["DeleteRoute", "route-table/rtb-1"],
      ["AuthorizeSecurityGroupIngress", "security-group/sg-1"],
      ["DeleteSecurityGroup", "security-group/sg-1"],
    ];
    const MAKES: [action: string, resource: string][] = [
      ["RunInstances", "instance/i-1"],
      ["CreateVpc", "vpc/vpc-1"],
      ["CreateInternetGateway", "internet-gateway/igw-1"],
      ["CreateSubnet", "subnet/subnet-1"],
      ["CreateRouteTable", "route-table/rtb-1"],
      ["CreateSecurityGroup", "security-group/sg-1"],
      ["CreateLaunchTemplate", "launch-template/lt-1"],
    ];

    it("changes, deletes and builds on what carries the domain and a cluster's tag", async () => {
      const requests = CHANGES.map(([action, resource]) => ec2(action, resource, CLUSTER));
      const groups = ["SetDesiredCapacity", "UpdateAutoScalingGroup", "DeleteAutoScalingGroup"];
      const all = [...requests, ...groups.map((action) => group(action, CLUSTER))];
      expect(await thatAre("denied", all, may)).toEqual([]);
    });

    it("leaves alone what carries another tag or none: its own network, and clusters of the other domain", async () => {
      const requests = OTHERS.flatMap((tags) => CHANGES.map(([action, resource]) => ec2(action, resource, tags)));
      const groups = [{}, OTHERS.at(-1)!].flatMap((tags) =>
        ["SetDesiredCapacity", "DeleteAutoScalingGroup", "CreateOrUpdateTags"].map((action) => group(action, tags)),
      );
      expect(await thatAre("allowed", [...requests, ...groups], may)).toEqual([]);
    });

    it("makes what carries the domain from the beginning, and nothing else", async () => {
      const made = (context: Record<string, string>) => [
        ...MAKES.map(([action, resource]) => ec2(action, resource, context)),
        group("CreateAutoScalingGroup", context),
      ];
      expect(await thatAre("denied", made(MADE), may)).toEqual([]);
      expect(await thatAre("allowed", [...made({}), ...made({ "aws:RequestTag/Domain": other.domain! })], may)).toEqual(
        [],
      );
    });

    it("starts instances from images, with keys, disks and network interfaces", async () => {
      const things = ["key-pair/surface", "network-interface/eni-1", "volume/vol-1"];
      const image = { action: "ec2:RunInstances", resource: `arn:aws:ec2:${deployed.region}::image/ami-1` };
      expect(await thatAre("denied", [image, ...things.map((thing) => ec2("RunInstances", thing))], may)).toEqual([]);
    });

    it("tags what it makes, and what is a cluster's already, so that nothing else becomes a cluster's", async () => {
      const tag = (context: Record<string, string>) => may(ec2("CreateTags", "instance/i-1", context));
      expect(await tag({ ...MADE, "ec2:CreateAction": "RunInstances" })).toBe(true);
      expect(await tag(CLUSTER)).toBe(true);
      for (const tags of OTHERS) expect(await tag(tags)).toBe(false);
      for (const tags of OTHERS) expect(await tag({ ...MADE, ...tags })).toBe(false);
      expect(await tag({ "ec2:CreateAction": "RunInstances", "aws:RequestTag/Domain": other.domain! })).toBe(false);
      expect(await tag({ ...CLUSTER, "aws:RequestTag/Domain": other.domain! })).toBe(false);
    });

    it("works in its own region and account only", async () => {
      const [action, resource] = CHANGES[0]!;
      for (const where of [`us-east-1:${deployed.account}`, `${deployed.region}:999999999999`]) {
        expect(await may({ ...ec2(action, resource, CLUSTER), resource: `arn:aws:ec2:${where}:${resource}` })).toBe(
          false,
        );
      }
    });

    it("makes roles under the domain's path that carry the boundary, and no others", async () => {
      const make = (name: string, context: Record<string, string>) =>
        may({ action: "iam:CreateRole", resource: `${IAM}:role/${name}`, context });
      const carried = { "iam:PermissionsBoundary": boundary };
      expect(await make(`${domain}/org-iam-role`, carried)).toBe(true);
      expect(await make(`${domain}/org-iam-role`, {})).toBe(false);
      for (const policy of [boundary.replace(/test|prod/, "x"), `${IAM}:policy/${domain}/x-iams3-policy`]) {
        expect(await make(`${domain}/org-iam-role`, { "iam:PermissionsBoundary": policy })).toBe(false);
      }
      for (const name of ["org-iam-role", `${other.domain}/org-iam-role`, `${domain}/org-admin`]) {
        expect(await make(name, carried)).toBe(false);
      }
    });

    it("does for a cluster's role, profile and policies what both public templates do", async () => {
      const on = (resource: string, actions: string): Request[] =>
        actions.split(" ").map((action) => ({ action: `iam:${action}`, resource: `${IAM}:${resource}` }));
      const requests = [
        ...on(`role/${domain}/org-iam-role`, "GetRole TagRole DeleteRole ListRolePolicies ListAttachedRolePolicies"),
        ...on(`role/${domain}/org-iam-role`, "ListInstanceProfilesForRole"),
        ...on(
          `instance-profile/${domain}/org-iam-profile`,
          "CreateInstanceProfile GetInstanceProfile TagInstanceProfile",
        ),
        ...on(`instance-profile/${domain}/org-iam-profile`, "AddRoleToInstanceProfile RemoveRoleFromInstanceProfile"),
        ...on(`instance-profile/${domain}/org-iam-profile`, "DeleteInstanceProfile"),
        ...["iams3", "iamec2"].flatMap((kind) =>
          on(
            `policy/${domain}/org-${kind}-policy`,
            "CreatePolicy GetPolicy GetPolicyVersion ListPolicyVersions TagPolicy DeletePolicy",
          ),
        ),
      ];
      expect(await thatAre("denied", requests, may)).toEqual([]);
      const elsewhere = requests.map((one) => ({ ...one, resource: one.resource.replace(domain!, other.domain!) }));
      const anywhere = requests.map((one) => ({ ...one, resource: one.resource.replace(`${domain}/`, "") }));
      expect(await thatAre("allowed", [...elsewhere, ...anywhere], may)).toEqual([]);
    });

    it("hands roles of the domain's clusters to EC2, and no others to anybody", async () => {
      const pass = (name: string, to: string): Request => ({
        action: "iam:PassRole",
        resource: `${IAM}:role/${name}`,
        context: { "iam:PassedToService": to },
      });
      expect(await may(pass(`${domain}/org-iam-role`, "ec2.amazonaws.com"))).toBe(true);
      expect(await may(pass(`${domain}/org-iam-role`, "lambda.amazonaws.com"))).toBe(false);
      const others = ["admin", `${deployed.name}-ps-task`, "org-iam-role", `${domain}/org-iam-role-2`];
      for (const name of [...others, `${other.domain}/org-iam-role`]) {
        expect(await may(pass(name, "ec2.amazonaws.com"))).toBe(false);
      }
    });

    it("attaches clusters' own policies and those of four AWS agents to roles with the boundary, and nothing else", async () => {
      const attach = (
        policy: string,
        name = `${domain}/org-iam-role`,
        its: string | undefined = boundary,
      ): Request => ({
        action: "iam:AttachRolePolicy",
        resource: `${IAM}:role/${name}`,
        context: { "iam:PolicyARN": policy, ...(its ? { "iam:PermissionsBoundary": its } : {}) },
      });
      const allowed = [
        `${IAM}:policy/${domain}/org-iams3-policy`,
        `${IAM}:policy/${domain}/org-iamec2-policy`,
        ...[
          "AmazonEC2ContainerRegistryReadOnly",
          "AmazonSSMManagedInstanceCore",
          "CloudWatchAgentServerPolicy",
          "CloudWatchAgentAdminPolicy",
        ].map((name) => `arn:aws:iam::aws:policy/${name}`),
      ];
      for (const policy of allowed) expect(await may(attach(policy))).toBe(true);
      for (const policy of allowed) expect(await may(attach(policy, undefined, ""))).toBe(false);
      for (const name of ["AdministratorAccess", "PowerUserAccess", "IAMFullAccess", "AmazonS3FullAccess"]) {
        expect(await may(attach(`arn:aws:iam::aws:policy/${name}`))).toBe(false);
      }
      expect(await may(attach(allowed[0]!, `${deployed.name}-ps-task`))).toBe(false);
    });

    it("makes no users, keys or inline policies, and changes nobody's trust, boundary or policy", async () => {
      const carried = { "iam:PermissionsBoundary": boundary };
      const requests = [
        { action: "iam:CreateUser", resource: `${IAM}:user/org` },
        { action: "iam:CreateAccessKey", resource: `${IAM}:user/org` },
        ...[
          "PutRolePolicy",
          "UpdateAssumeRolePolicy",
          "PutRolePermissionsBoundary",
          "DeleteRolePermissionsBoundary",
        ].map((action) => ({
          action: `iam:${action}`,
          resource: `${IAM}:role/${domain}/org-iam-role`,
          context: carried,
        })),
        { action: "iam:CreatePolicyVersion", resource: `${IAM}:policy/${domain}/org-iams3-policy` },
        ...[
          "CreatePolicy",
          "CreatePolicyVersion",
          "DeletePolicyVersion",
          "SetDefaultPolicyVersion",
          "DeletePolicy",
        ].map((action) => ({ action: `iam:${action}`, resource: boundary })),
        { action: "iam:DeleteRole", resource: role.arn },
      ];
      expect(await thatAre("allowed", requests, may)).toEqual([]);
    });

    const object = (key: string, action = "GetObject"): Request => ({
      action: `s3:${action}`,
      resource: `arn:aws:s3:::sliderule/${key}`,
    });

    it("keeps to the domain's prefixes of the bucket that it shares", async () => {
      const own = [
        `prov-sys/${domain}/current_cluster_tf_by_org/org/main.tf`,
        `infrastructure/software/${domain}/org-docker-compose-ilb.yml`,
        `tf-workspaces/${domain}-org/tf-states/cluster.tfstate`,
        `tf-workspaces/${domain}-cluster-org/tf-states/cluster.tfstate`,
      ];
      for (const key of own) {
        const all = ["GetObject", "PutObject", "DeleteObject"].map((action) => object(key, action));
        expect(await thatAre("denied", all, may)).toEqual([]);
        const others = all.map((one) => ({ ...one, resource: one.resource.replace(domain!, other.domain!) }));
        expect(await thatAre("allowed", others, may)).toEqual([]);
      }
      for (const key of [
        "data/a.h5",
        "infrastructure/software/org-a.yml",
        "prov-sys-2/a",
        "tf-states/prov-sys.tfstate",
      ]) {
        expect(
          await thatAre("allowed", [object(key), object(key, "PutObject"), object(key, "DeleteObject")], may),
        ).toEqual([]);
      }
      expect(await may({ action: "s3:GetObject", resource: "arn:aws:s3:::sliderule-public/prov-sys/a" })).toBe(false);
    });

    it("reads the templates and the default workspace, and changes neither", async () => {
      for (const key of ["prov-sys/cluster_tf_versions/v4/iam.tf", "tf-states/cluster.tfstate"]) {
        expect(await may(object(key))).toBe(true);
        expect(await thatAre("allowed", [object(key, "PutObject"), object(key, "DeleteObject")], may)).toEqual([]);
      }
    });

    it("gives clusters addresses in the domain's zone, and touches no other zone, name or type of record", async () => {
      const change = (zone: string, name: string, type = "A"): Promise<boolean> =>
        may({
          action: "route53:ChangeResourceRecordSets",
          resource: `arn:aws:route53:::hostedzone/${zone}`,
          context: {
            "route53:ChangeResourceRecordSetsNormalizedRecordNames": name,
            "route53:ChangeResourceRecordSetsRecordTypes": type,
          },
        });
      const zone = variables["zone"]!;
      expect(await change(zone, `org.${domain}`)).toBe(true);
      expect(await change(other.variables["zone"]!, `org.${other.domain}`)).toBe(false);
      expect(await change("Z1", `org.${domain}`)).toBe(false);
      for (const name of [domain!, `ps.${domain}`, `mail.${domain}`, `a.mail.${domain}`, `org.${other.domain}`]) {
        expect(await change(zone, name)).toBe(false);
      }
      for (const type of ["CNAME", "TXT", "MX", "NS"]) expect(await change(zone, `org.${domain}`, type)).toBe(false);
    });

    // An instance with a role that may do everything, but for the boundary that it carries.
    describe("a cluster's instance", () => {
      const policy = readPolicy(deployed.stacks.network.one("aws_iam_policy", "clusters_boundary_policy")["policy"]);
      const instance: Role = { ...role, policies: [policy] };
      const its = (request: Request) => mayDo(instance, request);

      it("does what both public templates give it", async () => {
        const logs = `arn:aws:logs:${ARN}:log-group:${domain}/nodes`;
        const requests: Request[] = [
          { action: "s3:ListBucket", resource: "arn:aws:s3:::sliderule" },
          { action: "s3:GetObject", resource: "arn:aws:s3:::pgc-opendata-dems/a.tif" },
          { action: "s3:GetObject", resource: "arn:aws:s3:::esa-worldcover/a.tif" },
          ...[
            `config/${domain}.pem`,
            "config/GeoLite2-City.mmdb",
            "plugins/a.so",
            `infrastructure/software/${domain}/org-docker-compose-node.yml`,
            "data/manager/manager-org.db",
          ].map((key) => object(key)),
          ...[`logs/${domain}/org_2026_01_01_log.txt.gz`, `data/manager/${domain}/org.db`].map((key) =>
            object(key, "PutObject"),
          ),
          { action: "ecr:GetAuthorizationToken", resource: "*" },
          { action: "ecr:BatchGetImage", resource: `arn:aws:ecr:${ARN}:repository/ilb` },
          { action: "ec2:DescribeInstances", resource: "*" },
          ec2("TerminateInstances", "instance/i-1", CLUSTER),
          { action: "ssmmessages:OpenControlChannel", resource: "*" },
          { action: "ssm:UpdateInstanceInformation", resource: `arn:aws:ec2:${ARN}:instance/i-1` },
          { action: "cloudwatch:PutMetricData", resource: "*", context: { "cloudwatch:namespace": "CWAgent" } },
          { action: "logs:PutLogEvents", resource: `${logs}:log-stream:a` },
        ];
        expect(await thatAre("denied", requests, its)).toEqual([]);
      });

      it("reaches nothing of the other domain, no state, no secret, and no permission", async () => {
        const requests: Request[] = [
          ...OTHERS.map((tags) => ec2("TerminateInstances", "instance/i-1", tags)),
          ...[
            `config/${other.domain}.pem`,
            `infrastructure/software/${other.domain}/org.yml`,
            `tf-workspaces/${domain}-org/tf-states/cluster.tfstate`,
            `tf-workspaces/${other.domain}-org/tf-states/cluster.tfstate`,
            `prov-sys/${domain}/current_cluster_tf_by_org/org/a.tf`,
          ].map((key) => object(key)),
          ...[`logs/${other.domain}/a.gz`, "prov-sys/cluster_tf_versions/v4/a.tf"].map((key) =>
            object(key, "PutObject"),
          ),
          { action: "iam:CreateRole", resource: `${IAM}:role/${domain}/x-iam-role` },
          { action: "iam:PassRole", resource: `${IAM}:role/${domain}/x-iam-role` },
          { action: "sts:AssumeRole", resource: `${IAM}:role/admin` },
          {
            action: "secretsmanager:GetSecretValue",
            resource: `arn:aws:secretsmanager:${ARN}:secret:${domain}/secrets-1`,
          },
          { action: "ssm:GetParameter", resource: `arn:aws:ssm:${ARN}:parameter/password` },
          { action: "logs:PutLogEvents", resource: `arn:aws:logs:${ARN}:log-group:/${deployed.name}/ps:log-stream:a` },
        ];
        expect(await thatAre("allowed", requests, its)).toEqual([]);
      });
    });
  },
);
