import { writtenStatements } from "../../../kinds/permission/stack/written-statements";

const context = {
  environment: { system: "shop", name: "test" },
  account: "111111111111",
  text: (text: string) => text.replace("${media.arn}", "${aws_s3_bucket.media.arn}"),
};
const written = { allow: ["iam:CreateRole"], on: ["${media.arn}/*"], why: "as an example" };

it("puts in what references stand for, in resources and in conditions", () => {
  const when = {
    ArnLike: { "aws:SourceArn": ["${media.arn}", "arn:aws:s3:::b"] },
    StringLike: { key: "${media.arn}" },
  };
  expect(writtenStatements("crew", [{ ...written, when }], context)).toEqual([
    {
      sid: "Crew0",
      actions: ["iam:CreateRole"],
      resources: ["${aws_s3_bucket.media.arn}/*"],
      conditions: {
        ArnLike: { "aws:SourceArn": ["${aws_s3_bucket.media.arn}", "arn:aws:s3:::b"] },
        StringLike: { key: "${aws_s3_bucket.media.arn}" },
      },
    },
  ]);
});

it("demands the environment's boundary beside all that is demanded already", () => {
  const when = { StringEquals: { "aws:RequestTag/Shop": "yes" } };
  const [statement] = writtenStatements("crew", [{ ...written, when, boundary: "limits" }], context);
  expect(statement!.conditions).toEqual({
    StringEquals: {
      "aws:RequestTag/Shop": "yes",
      "iam:PermissionsBoundary": "arn:aws:iam::111111111111:policy/shop-test-limits-boundary",
    },
  });
});

it("has no conditions where none are written", () => {
  expect(writtenStatements("crew", [written], context)[0]!.conditions).toBeUndefined();
});
