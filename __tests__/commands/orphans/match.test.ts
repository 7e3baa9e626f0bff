import { identify, isMadeByAws } from "../../../commands/orphans/identity";
import { match, type Orphan, unmadeOf, Values } from "../../../commands/orphans/match";
import { notSeen, untagged } from "../../../commands/orphans/untagged";

const orphan = (type: string, id: string, facts: Record<string, string> = {}): Orphan => ({
  arn: `arn:aws:any:::${id}`,
  layer: "network",
  types: [type],
  id,
  facts,
});

const STACK = {
  resource: {
    aws_vpc: { main: { cidr_block: "10.0.0.0/16", tags: { Name: "shop-test" } } },
    aws_subnet: {
      a: { vpc_id: "${aws_vpc.main.id}", cidr_block: "10.0.0.0/20", tags: { Name: "shop-test-a" } },
      b: { vpc_id: "${aws_vpc.main.id}", cidr_block: "10.0.16.0/20", tags: { Name: "shop-test-b" } },
    },
    aws_route_table: { table: { vpc_id: "${aws_vpc.main.id}", tags: { Name: "shop-test" } } },
    aws_route_table_association: {
      a: { subnet_id: "${aws_subnet.a.id}", route_table_id: "${aws_route_table.table.id}" },
      b: { subnet_id: "${aws_subnet.b.id}", route_table_id: "${aws_route_table.table.id}" },
    },
    aws_s3_bucket: { files: { bucket: "shop-test-files-${data.aws_caller_identity.caller.account_id}" } },
  },
};

function matched(orphans: readonly Orphan[], values = new Values([])): Record<string, string> {
  const found = match(orphans, unmadeOf(STACK, []), values);
  return Object.fromEntries(found.map(({ orphan: { id }, address }) => [id, address]));
}

describe("an orphan", () => {
  it("belongs to the address that its name and arguments say", () => {
    const orphans = [
      orphan("aws_subnet", "subnet-2", { cidr_block: "10.0.16.0/20", vpc_id: "vpc-1", "tags.Name": "shop-test-b" }),
      orphan("aws_subnet", "subnet-1", { cidr_block: "10.0.0.0/20", vpc_id: "vpc-1", "tags.Name": "shop-test-a" }),
      orphan("aws_vpc", "vpc-1", { cidr_block: "10.0.0.0/16", "tags.Name": "shop-test" }),
    ];
    expect(matched(orphans)).toEqual({
      "vpc-1": "aws_vpc.main",
      "subnet-1": "aws_subnet.a",
      "subnet-2": "aws_subnet.b",
    });
  });

  it("belongs to a name of which a part is known only to AWS", () => {
    expect(matched([orphan("aws_s3_bucket", "shop-test-files-1", { bucket: "shop-test-files-111111111111" })])).toEqual(
      {
        "shop-test-files-1": "aws_s3_bucket.files",
      },
    );
    expect(matched([orphan("aws_s3_bucket", "x", { bucket: "shop-test-other-111111111111" })])).toEqual({});
  });

  it("is not guessed where two cannot be told apart", () => {
    const facts = { cidr_block: "10.0.0.0/16", "tags.Name": "shop-test" };
    expect(matched([orphan("aws_vpc", "vpc-1", facts), orphan("aws_vpc", "vpc-2", facts)])).toEqual({});
  });

  it("is not part of what belongs to another", () => {
    const known = [{ address: "aws_vpc.main", type: "aws_vpc", attributes: { id: "vpc-1" }, tainted: false }];
    const stranger = orphan("aws_subnet", "subnet-9", {
      cidr_block: "10.0.0.0/20",
      vpc_id: "vpc-of-somebody",
      "tags.Name": "shop-test-a",
    });
    expect(matched([stranger], new Values(known))).toEqual({});
  });

  it("without the name that an address has is another thing", () => {
    expect(matched([orphan("aws_vpc", "vpc-1", { cidr_block: "10.0.0.0/16" })])).toEqual({});
  });
});

describe("what has no tags", () => {
  it("is found by what it is composed of", () => {
    const values = new Values([]);
    const id = (address: string, value: string) => values.learn(address, { id: value });
    id("aws_subnet.a", "subnet-1");
    id("aws_route_table.table", "rtb-1");
    expect(untagged(unmadeOf(STACK, []), values, new Set(["subnet-1/rtb-1", "subnet-2/rtb-1"]))).toEqual([
      { to: "aws_route_table_association.a", id: "subnet-1/rtb-1" },
    ]);
  });

  it("is named if nothing tells whether it is there", () => {
    const stack = { resource: { aws_route53_record: { www: {} }, aws_s3_bucket_policy: { files: {} } } };
    expect(notSeen(unmadeOf(stack, [])).map(({ address }) => address)).toEqual(["aws_route53_record.www"]);
  });
});

describe("an ARN", () => {
  it.each([
    ["arn:aws:s3:::shop-files", "aws_s3_bucket", "shop-files"],
    ["arn:aws:ec2:eu-central-1:111111111111:security-group/sg-1", "aws_security_group", "sg-1"],
    ["arn:aws:ecs:eu-central-1:111111111111:service/shop-test/web", "aws_ecs_service", "shop-test/web"],
    ["arn:aws:logs:eu-central-1:111111111111:log-group:/shop/web:*", "aws_cloudwatch_log_group", "/shop/web"],
    ["arn:aws:rds:eu-central-1:111111111111:db:shop-test-main", "aws_db_instance", "shop-test-main"],
    ["arn:aws:iam::111111111111:role/path/shop-web", "aws_iam_role", "shop-web"],
    ["arn:aws:events:eu-central-1:111111111111:rule/nightly", "aws_cloudwatch_event_rule", "default/nightly"],
    [
      "arn:aws:sqs:eu-central-1:111111111111:shop-jobs",
      "aws_sqs_queue",
      "https://sqs.eu-central-1.amazonaws.com/111111111111/shop-jobs",
    ],
    ["arn:aws-cn:s3:::shop-files", "aws_s3_bucket", "shop-files"],
  ])("%s is %s, imported as %s", (arn, type, id) => {
    expect(identify(arn)).toMatchObject({ types: [type], id });
  });

  it("of a secret tells the name without what Secrets Manager adds to it", () => {
    const arn = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:shop/test/app-vpfNXJ";
    expect(identify(arn)).toMatchObject({ id: arn, facts: { name: "shop/test/app" } });
  });

  it("of what AWS makes by itself is passed over", () => {
    expect(isMadeByAws("arn:aws:ecs:eu-central-1:111111111111:task/shop-test/0123")).toBe(true);
    expect(isMadeByAws("arn:aws:secretsmanager:eu-central-1:111111111111:secret:rds!db-1-abcdef")).toBe(true);
    expect(isMadeByAws("arn:aws:ecs:eu-central-1:111111111111:task-definition/shop:1")).toBe(false);
  });
});
