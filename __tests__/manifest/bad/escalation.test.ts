import { changed, complaints } from "../project";

/** The manifest with another statement, in lines 19 to 21. */
function allowing(allow: string, on: string, more = ""): string {
  const passage = 'allow: [ce:GetCostAndUsage]\n      on: ["*"]';
  return changed(passage, `allow: [${allow}]\n      on: ["${on}"]${more}`);
}

const ROLE = "arn:aws:iam::111111111111:role";
const BOUNDARY = `boundaries:
  workers:
    - allow: [s3:GetObject]
      on: ["arn:aws:s3:::reports/*"]
      why: what workers are made for
permissions:`;
const bounded = (manifest: string) => changed("permissions:", BOUNDARY, manifest);
const PLACE = "19:15 permissions.billing[0].allow[0]";

const PATH =
  "which may be somebody else's; give what is made here a path of its own, like arn:aws:iam::${account}:role/<path>/*";
const NEVER =
  "makes an administrator of whoever has it, and no condition bounds it; take it out, and let a person do this";

/** A mistake, a manifest with it, and the lines that say so. */
const CASES: ReadonlyArray<readonly [mistake: string, manifest: string, lines: readonly string[]]> = [
  [
    "all actions of a service that makes administrators",
    allowing("iam:*", "*"),
    [
      `${PLACE}: \`iam:*\` allows iam:AddClientIDToOpenIDConnectProvider, by which one can become more than one is; write out the actions that are needed`,
    ],
  ],
  [
    "actions that begin alike, one of which hands out permissions",
    allowing("iam:Put*", `${ROLE}/shop/*`),
    [
      `${PLACE}: \`iam:Put*\` allows iam:PutGroupPolicy, by which one can become more than one is; write out the actions that are needed`,
    ],
  ],
  [
    "access keys",
    allowing("iam:CreateAccessKey", "arn:aws:iam::111111111111:user/jane"),
    [`${PLACE}: iam:CreateAccessKey ${NEVER}`],
  ],
  [
    "an action in other letters",
    allowing("iam:createaccesskey", "arn:aws:iam::111111111111:user/jane"),
    [`${PLACE}: iam:createaccesskey ${NEVER}`],
  ],
  [
    "boundaries that may be taken off",
    bounded(allowing("iam:DeleteRolePermissionsBoundary", `${ROLE}/shop/*`, "\n      boundary: workers")),
    [`24:15 permissions.billing[0].allow[0]: iam:DeleteRolePermissionsBoundary ${NEVER}`],
  ],
  [
    "roles without a boundary",
    allowing("iam:CreateRole", `${ROLE}/shop/*`),
    [
      `${PLACE}: iam:CreateRole gives roles or users any permission there is; add \`boundary: <name>\`, and say in \`boundaries.<name>\` what they may do at most`,
    ],
  ],
  [
    "roles without a boundary, though there is one",
    bounded(
      changed(
        "why: the shop shows what it costs",
        `why: the shop shows what it costs\n    - allow: [iam:CreateRole]\n      on: ["${ROLE}/shop/*"]\n      boundary: workers\n      why: the shop makes workers`,
        allowing("iam:PutRolePolicy", `${ROLE}/shop/*`),
      ),
    ),
    [
      "24:15 permissions.billing[0].allow[0]: iam:PutRolePolicy gives roles or users any permission there is; add `boundary: workers`",
    ],
  ],
  [
    "roles with a boundary, but anybody's",
    bounded(allowing("iam:AttachRolePolicy", `${ROLE}/*-worker`, "\n      boundary: workers")),
    [`24:15 permissions.billing[0].allow[0]: iam:AttachRolePolicy is for \`${ROLE}/*-worker\`, ${PATH}`],
  ],
  [
    "roles of AWS's own path",
    bounded(allowing("iam:AttachRolePolicy", `${ROLE}/service-role/*`, "\n      boundary: workers")),
    [`24:15 permissions.billing[0].allow[0]: iam:AttachRolePolicy is for \`${ROLE}/service-role/*\`, ${PATH}`],
  ],
  [
    "a boundary that there is not",
    bounded(
      changed(
        "boundary: workers",
        "boundary: worker",
        allowing("iam:CreateRole", `${ROLE}/shop/*`, "\n      boundary: workers"),
      ),
    ),
    [
      "18:3 boundaries.workers: is demanded by no statement of `permissions`; add `boundary: workers` where roles are made, or take it out",
      "26:17 permissions.billing[0].boundary: there is no `worker` in `boundaries`; did you mean `workers`?",
    ],
  ],
  [
    "a boundary of an action that knows none",
    bounded(allowing("iam:CreateRole, iam:TagRole", `${ROLE}/shop/*`, "\n      boundary: workers")),
    [
      "24:31 permissions.billing[0].allow[1]: IAM knows no boundary of iam:TagRole, so that it would never be allowed; write it in a statement without `boundary`",
    ],
  ],
  [
    "policies that may be in use anywhere",
    allowing("iam:CreatePolicyVersion", "arn:aws:iam::111111111111:policy/*-worker"),
    [`${PLACE}: iam:CreatePolicyVersion is for \`arn:aws:iam::111111111111:policy/*-worker\`, ${PATH}`],
  ],
  [
    "any role that is called so, handed to a service",
    allowing(
      "iam:PassRole",
      `${ROLE}/*-worker`,
      "\n      when: { StringEquals: { iam:PassedToService: ec2.amazonaws.com } }",
    ),
    [
      `${PLACE}: iam:PassRole is for \`${ROLE}/*-worker\`, any role that is called so; name the role in full, or a path of its own like arn:aws:iam::\${account}:role/<path>/*`,
    ],
  ],
  [
    "a role handed to any service",
    allowing("iam:PassRole", `${ROLE}/worker`),
    [
      `${PLACE}: iam:PassRole hands roles to any service; add \`when: { StringEquals: { iam:PassedToService: <service>.amazonaws.com } }\``,
    ],
  ],
  [
    "a role handed to services with a wildcard",
    allowing("iam:PassRole", `${ROLE}/worker`, '\n      when: { StringLike: { iam:PassedToService: "*" } }'),
    [
      `${PLACE}: iam:PassRole hands roles to any service; add \`when: { StringEquals: { iam:PassedToService: <service>.amazonaws.com } }\``,
    ],
  ],
  [
    "taking roles of any account",
    allowing("sts:AssumeRole", "arn:aws:iam::*:role/shop/worker"),
    [
      `${PLACE}: sts:AssumeRole is for \`arn:aws:iam::*:role/shop/worker\`, any role that is called so; name the role in full, or a path of its own like arn:aws:iam::\${account}:role/<path>/*`,
    ],
  ],
  [
    "every zone of the account",
    allowing("route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/*"),
    [
      `${PLACE}: route53:ChangeResourceRecordSets is for \`arn:aws:route53:::hostedzone/*\`, others' among them; name the resource, or add \`when: { StringEquals: { "aws:ResourceTag/<tag>": <value> } }\` if what it is for has a tag`,
    ],
  ],
  [
    "commands on every instance, whatever its tag",
    allowing(
      "ssm:SendCommand",
      "arn:aws:ec2:us-west-2:111111111111:instance/*",
      '\n      when: { StringLike: { "aws:ResourceTag/Project": "*" } }',
    ),
    [
      `${PLACE}: ssm:SendCommand is for \`arn:aws:ec2:us-west-2:111111111111:instance/*\`, others' among them; name the resource, or add \`when: { StringEquals: { "aws:ResourceTag/<tag>": <value> } }\` if what it is for has a tag`,
    ],
  ],
];

describe("permissions by which one can become more than one is", () => {
  test.each(CASES)("%s", (_mistake, manifest, lines) => {
    expect(complaints(manifest)).toEqual(lines.map((line) => `deployments/shop.yaml:${line}`));
  });
});

test("a boundary that is larger than a policy of IAM is refused", () => {
  const many = Array.from({ length: 150 }, (_, index) => `"arn:aws:s3:::reports/of-the-year-${2000 + index}/*"`);
  const large = changed(
    '"arn:aws:s3:::reports/*"',
    many.join(", "),
    bounded(allowing("iam:CreateRole", `${ROLE}/shop/*`, "\n      boundary: workers")),
  );
  const [line, ...more] = complaints(large);
  expect(line).toMatch(
    /^deployments\/shop\.yaml:18:3 boundaries\.workers: has [67],\d{3} characters as a policy of IAM, which takes 6,144; allow less, or patterns in place of lists$/,
  );
  expect(more).toEqual([]);
});

test("a boundary lets nobody make what carries another", () => {
  const other = `  others:
    - allow: [s3:PutObject]
      on: ["arn:aws:s3:::reports/*"]
      why: what others are made for
    - allow: [iam:CreateRole]
      on: ["${ROLE}/shop/*"]
      boundary: workers
      why: what others are made for
permissions:`;
  const both = changed(
    "permissions:",
    other,
    bounded(allowing("iam:CreateRole", `${ROLE}/shop/*`, "\n      boundary: others")),
  );
  expect(complaints(both)).toContain(
    "deployments/shop.yaml:28:17 boundaries.others[1].boundary: lets what carries `others` make what carries `workers`, and may do more; write `boundary: others`",
  );
});

test("what has a boundary, a path of its own and a named service is taken", () => {
  const statements = `
    - allow: [iam:CreateRole, iam:AttachRolePolicy]
      on: ["${ROLE}/shop/*"]
      boundary: workers
      why: the shop makes workers
    - allow: [iam:PassRole]
      on: ["${ROLE}/shop/*"]
      when: { StringEquals: { iam:PassedToService: ec2.amazonaws.com } }
      why: the shop starts workers
    - allow: [ec2:ModifyInstanceAttribute]
      on: ["arn:aws:ec2:us-west-2:111111111111:instance/*"]
      when: { StringEquals: { "aws:ResourceTag/Shop": "yes" } }
      why: the shop changes workers`;
  const passage = "why: the shop shows what it costs";
  expect(complaints(bounded(changed(passage, `${passage}${statements}`)))).toEqual([]);
});
