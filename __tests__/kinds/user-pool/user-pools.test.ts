import { join } from "node:path";
import { synthesize } from "../../stacks/template";

const stacks = synthesize(join(__dirname, "../../fixtures/everything"));
const data = stacks["everything-prod-data"]!;

it("keeps the addresses of pools and clients, whose users and ids would be lost", () => {
  expect(
    data
      .addresses()
      .filter((address) => address.startsWith("aws_cognito_"))
      .sort(),
  ).toEqual([
    "aws_cognito_user_pool.guests_pool",
    "aws_cognito_user_pool.people_pool",
    "aws_cognito_user_pool.robots_pool",
    "aws_cognito_user_pool_client.people_client_desk_app",
    "aws_cognito_user_pool_client.people_client_web_app",
    "aws_cognito_user_pool_client.staff_client_office_app",
    "aws_cognito_user_pool_domain.guests_hosted_domain",
    "aws_cognito_user_pool_domain.people_hosted_domain",
  ]);
});

describe("pages at a host of ours", () => {
  it("have a certificate that is requested and validated in us-east-1, where Cognito looks for it", () => {
    const name = "people_hosted_certificate";
    expect(data.one("aws_acm_certificate", `${name}_certificate`)).toMatchObject({
      domain_name: "auth.everything.example.org",
      provider: "aws.us-east-1",
    });
    expect(data.one("aws_acm_certificate_validation", `${name}_validation`)["provider"]).toBe("aws.us-east-1");
    expect(data.one("aws_cognito_user_pool_domain", "people_hosted_domain")["certificate_arn"]).toBe(
      `\${aws_acm_certificate_validation.${name}_validation.certificate_arn}`,
    );
  });
  it("take a certificate that is there already, from us-east-1 too", () =>
    expect(data.data("aws_acm_certificate")).toMatchObject({
      domain: "*.everything.example.org",
      provider: "aws.us-east-1",
    }));
  it("may change one account only, there too", () =>
    expect(data.json["provider"].aws).toContainEqual(
      expect.objectContaining({
        alias: "us-east-1",
        region: "us-east-1",
        allowed_account_ids: ["333333333333"],
        default_tags: data.json["provider"].aws[0].default_tags,
      }),
    ));
});

it("hands on what applications need, and no more", () => {
  const owners = (output: string) => `\${data.terraform_remote_state.test-data.outputs.${output}}`;
  const outputs = Object.entries(data.json["output"] as Record<string, { value: string }>)
    .filter(([name]) => /^(people|staff)_/.test(name))
    .map(([name, { value }]) => [name, value]);
  expect(Object.fromEntries(outputs)).toEqual({
    people_id: "${aws_cognito_user_pool.people_pool.id}",
    people_arn: "${aws_cognito_user_pool.people_pool.arn}",
    people_issuer: "https://${aws_cognito_user_pool.people_pool.endpoint}",
    people_url: "https://auth.everything.example.org",
    people_web_id: "${aws_cognito_user_pool_client.people_client_web_app.id}",
    people_desk_id: "${aws_cognito_user_pool_client.people_client_desk_app.id}",
    staff_id: owners("staff_id"),
    staff_arn: owners("staff_arn"),
    staff_issuer: owners("staff_issuer"),
    staff_url: owners("staff_url"),
    staff_office_id: "${aws_cognito_user_pool_client.staff_client_office_app.id}",
  });
});

it("gives the ids to the containers that ask for them", () => {
  const output = (name: string) => `\${data.terraform_remote_state.data.outputs.${name}}`;
  const task = stacks["everything-prod-service"]!.one("aws_ecs_task_definition", "web_task_definition_task");
  const [{ environment }] = JSON.parse(task["container_definitions"]);
  expect(environment).toEqual(
    expect.arrayContaining([
      { name: "CLIENT", value: output("people_web_id") },
      { name: "ISSUER", value: output("people_issuer") },
      { name: "PAGES", value: output("people_url") },
      { name: "STAFF", value: output("staff_id") },
    ]),
  );
});
