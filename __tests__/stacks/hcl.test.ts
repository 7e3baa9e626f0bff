import { mendHcl } from "../../stacks/hcl";

const nothing = { requiredVersion: ">= 1.11.0", ephemerals: [] };

describe("the HCL that cdktf writes", () => {
  it("gets its required version back", () => {
    expect(mendHcl('terraform {\n  0 = "required_version"\n}', nothing)).toBe(
      'terraform {\n  required_version = ">= 1.11.0"\n}',
    );
  });

  it("has the quotes of a JSON text with references escaped", () => {
    expect(mendHcl('policy = "{"Resource":["${aws_s3_bucket.b.arn}/*"]}"', nothing)).toBe(
      'policy = "{\\"Resource\\":[\\"${aws_s3_bucket.b.arn}/*\\"]}"',
    );
  });

  it("keeps quotes inside references", () => {
    const line = 'name = "a-${formatdate("YYYY", plantimestamp())}-${jsonencode({ "b" = "c" })}"';
    expect(mendHcl(line, nothing)).toBe(line);
  });

  it("keeps what cdktf has escaped already, which is what has no references", () => {
    const line = 'description = "the \\"best\\" one"';
    expect(mendHcl(line, nothing)).toBe(line);
  });

  it("escapes line breaks and quotes of a JSON text within a text with references", () => {
    const inner = JSON.stringify([{ command: ['echo "a"\necho b'], arn: "${aws_x.y.arn}" }]);
    const mended = mendHcl(`container_definitions = "${inner}"`, nothing);
    const text = JSON.parse(mended.slice("container_definitions = ".length));
    expect(JSON.parse(text)).toEqual([{ command: ['echo "a"\necho b'], arn: "${aws_x.y.arn}" }]);
  });

  it("has postconditions as blocks", () => {
    const list = 'lifecycle {\npostcondition = [\n{\ncondition = "${(self.a == b.c)}"\nerror_message = "No."\n},\n]\n}';
    expect(mendHcl(list, nothing)).toBe(
      'lifecycle {\npostcondition {\ncondition = "${(self.a == b.c)}"\nerror_message = "No."\n}\n}',
    );
  });

  it("has WAF's statements as blocks", () => {
    const group = "managed_rule_group_statement";
    const inner = 'name = "Body"\naction_to_use = {\ncount = {\n}\n}\n';
    const list = `statement = {\n${group} = {\nvendor_name = "AWS"\nrule_action_override = [\n{\n${inner}},\n]\n}\n}\n\nend = {`;
    expect(mendHcl(list, nothing)).toBe(
      `statement {\n${group} {\nvendor_name = "AWS"\nrule_action_override {\nname = "Body"\naction_to_use {\ncount {\n}\n}\n}\n}\n}\n\nend = {`,
    );
  });

  it("has the ephemeral resources that were given as overrides", () => {
    const ephemerals = [["aws_secretsmanager_random_password", "key", { password_length: 50 }]] as const;
    expect(mendHcl("", { ...nothing, ephemerals })).toBe(
      '\nephemeral "aws_secretsmanager_random_password" "key" {\n  password_length = 50\n}\n',
    );
  });
});
