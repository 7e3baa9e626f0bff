import type { BenchEnvironment } from "../environments";
import type { Statement } from "./role";
import { REGION } from "./s3-stack";

/** What the provisioner may do, apart from ECS Exec. */
export function taskStatements({ account, domain, variables }: BenchEnvironment, secretArn: string): Statement[] {
  const bucket = `arn:aws:s3:::${variables.bucket}`;
  const provisioning: Omit<Statement, "Sid" | "Effect">[] = [
    { Action: READ, Resource: ["*"] },
    { Action: CREATE, Resource: [`arn:aws:ec2:${REGION}:${account}:*/*`, `arn:aws:ec2:${REGION}::image/*`] },
    {
      Action: CHANGE,
      Resource: [`arn:aws:ec2:${REGION}:${account}:*/*`],
      Condition: { StringLike: { "aws:ResourceTag/Project": "cluster-*" } },
    },
    {
      Action: SCALE,
      Resource: [
        `arn:aws:autoscaling:${REGION}:${account}:autoScalingGroup:*:autoScalingGroupName/*`,
        `arn:aws:autoscaling:${REGION}:${account}:launchConfiguration:*:launchConfigurationName/*`,
      ],
    },
    {
      Action: ROLES,
      Resource: [
        `arn:aws:iam::${account}:role/*-iam-role`,
        `arn:aws:iam::${account}:instance-profile/*-iam-profile`,
        `arn:aws:iam::${account}:policy/*-iams3-policy`,
        `arn:aws:iam::${account}:policy/*-iamec2-policy`,
      ],
    },
    {
      Action: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
      Resource: [`arn:aws:iam::${account}:role/*-iam-role`],
      Condition: {
        ArnLike: {
          "iam:PolicyARN": [
            `arn:aws:iam::${account}:policy/*-iams3-policy`,
            `arn:aws:iam::${account}:policy/*-iamec2-policy`,
            "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly",
            "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
            "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
            "arn:aws:iam::aws:policy/CloudWatchAgentAdminPolicy",
          ],
        },
      },
    },
    {
      Action: ["iam:PassRole"],
      Resource: [`arn:aws:iam::${account}:role/*-iam-role`],
      Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    },
    { Action: ["s3:ListBucket", "s3:GetBucketLocation"], Resource: [bucket] },
    {
      Action: ["s3:GetObject", "s3:GetObjectTagging", "s3:PutObject", "s3:PutObjectTagging", "s3:DeleteObject"],
      Resource: ["prov-sys", "infrastructure/software", "tf-workspaces", "tf-states"].map(
        (folder) => `${bucket}/${folder}/*`,
      ),
    },
    { Action: ZONES, Resource: ["arn:aws:route53:::hostedzone/*"] },
    { Action: ["route53:GetChange"], Resource: ["arn:aws:route53:::change/*"] },
    {
      Action: ["acm:DescribeCertificate", "acm:GetCertificate", "acm:ListTagsForCertificate"],
      Resource: [`arn:aws:acm:${REGION}:${account}:certificate/*`],
    },
    {
      Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy"],
      Resource: [secretArn],
    },
  ];
  return [
    {
      Sid: "SendMailAsSupport",
      Effect: "Allow",
      Action: ["ses:SendEmail", "ses:SendRawEmail"],
      Resource: [`arn:aws:ses:${REGION}:${account}:identity/*`],
      Condition: { StringEquals: { "ses:FromAddress": `support@mail.${domain}` } },
    },
    { Sid: "KnowTheQuotaOfSupport", Effect: "Allow", Action: ["ses:GetSendQuota"], Resource: ["*"] },
    ...provisioning.map(
      (statement, index): Statement => ({ Sid: `Provisioning${index}`, Effect: "Allow", ...statement }),
    ),
  ];
}

/** Keeps a task away from the secrets of other environments and systems. */
export function foreignSecrets(environment: string): Statement[] {
  const deny = (sid: string, tag: string, value: string): Statement => ({
    Sid: sid,
    Effect: "Deny",
    Action: ["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue"],
    Resource: ["*"],
    Condition: {
      StringNotEquals: { [`aws:ResourceTag/${tag}`]: value },
      Null: { [`aws:ResourceTag/${tag}`]: "false" },
    },
  });
  return [
    deny("NoOtherEnvironmentsSecrets", "Environment", environment),
    deny("NoOtherSystemsSecrets", "System", "sliderule"),
  ];
}

/** What ECS Exec takes. */
export function execStatements(logGroupArn: string): Statement[] {
  return [
    {
      Sid: "ExecChannels",
      Effect: "Allow",
      Action: [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      Resource: ["*"],
    },
    { Sid: "FindExecLog", Effect: "Allow", Action: ["logs:DescribeLogGroups"], Resource: ["*"] },
    {
      Sid: "WriteExecLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [logGroupArn, `${logGroupArn}:*`],
    },
  ];
}

const READ = [
  "ec2:DescribeAccountAttributes",
  "ec2:DescribeAvailabilityZones",
  "ec2:DescribeIamInstanceProfileAssociations",
  "ec2:DescribeImages",
  "ec2:DescribeInstances",
  "ec2:DescribeInstanceAttribute",
  "ec2:DescribeInstanceCreditSpecifications",
  "ec2:DescribeInstanceTypes",
  "ec2:DescribeInternetGateways",
  "ec2:DescribeNetworkAcls",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeRouteTables",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSecurityGroupRules",
  "ec2:DescribeSubnets",
  "ec2:DescribeTags",
  "ec2:DescribeVolumes",
  "ec2:DescribeVpcAttribute",
  "ec2:DescribeVpcs",
  "autoscaling:DescribeAutoScalingGroups",
  "autoscaling:DescribeLaunchConfigurations",
  "autoscaling:DescribeScalingActivities",
  "elasticloadbalancing:DescribeLoadBalancers",
  "acm:ListCertificates",
  "route53:ListHostedZones",
  "ce:GetCostAndUsage",
  "ce:GetTags",
  "sts:GetCallerIdentity",
];

const CREATE = [
  "ec2:RunInstances",
  "ec2:CreateTags",
  "ec2:CreateVpc",
  "ec2:CreateSubnet",
  "ec2:CreateInternetGateway",
  "ec2:CreateRouteTable",
  "ec2:CreateSecurityGroup",
  "ec2:CreateVolume",
  "ec2:CreateNetworkInterface",
];

const CHANGE = [
  "ec2:AssociateRouteTable",
  "ec2:AttachInternetGateway",
  "ec2:AuthorizeSecurityGroupEgress",
  "ec2:AuthorizeSecurityGroupIngress",
  "ec2:CreateRoute",
  "ec2:DeleteInternetGateway",
  "ec2:DeleteRoute",
  "ec2:DeleteRouteTable",
  "ec2:DeleteSecurityGroup",
  "ec2:DeleteSubnet",
  "ec2:DeleteTags",
  "ec2:DeleteVpc",
  "ec2:DetachInternetGateway",
  "ec2:DisassociateRouteTable",
  "ec2:ModifyInstanceAttribute",
  "ec2:ModifySubnetAttribute",
  "ec2:ModifyVpcAttribute",
  "ec2:ReplaceRouteTableAssociation",
  "ec2:RevokeSecurityGroupEgress",
  "ec2:RevokeSecurityGroupIngress",
  "ec2:StartInstances",
  "ec2:StopInstances",
  "ec2:TerminateInstances",
];

const SCALE = [
  "autoscaling:CreateAutoScalingGroup",
  "autoscaling:CreateLaunchConfiguration",
  "autoscaling:CreateOrUpdateTags",
  "autoscaling:DeleteAutoScalingGroup",
  "autoscaling:DeleteLaunchConfiguration",
  "autoscaling:DeleteTags",
  "autoscaling:SetDesiredCapacity",
  "autoscaling:UpdateAutoScalingGroup",
];

const ROLES = [
  "iam:CreateRole",
  "iam:DeleteRole",
  "iam:GetRole",
  "iam:TagRole",
  "iam:ListAttachedRolePolicies",
  "iam:ListInstanceProfilesForRole",
  "iam:ListRolePolicies",
  "iam:CreateInstanceProfile",
  "iam:DeleteInstanceProfile",
  "iam:GetInstanceProfile",
  "iam:TagInstanceProfile",
  "iam:AddRoleToInstanceProfile",
  "iam:RemoveRoleFromInstanceProfile",
  "iam:CreatePolicy",
  "iam:DeletePolicy",
  "iam:GetPolicy",
  "iam:GetPolicyVersion",
  "iam:ListPolicyVersions",
  "iam:TagPolicy",
];

const ZONES = [
  "route53:GetHostedZone",
  "route53:ListResourceRecordSets",
  "route53:ListTagsForResource",
  "route53:ChangeResourceRecordSets",
];
