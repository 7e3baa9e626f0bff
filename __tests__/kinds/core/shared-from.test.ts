import { join, resolve } from "node:path";
import { synthesize } from "../../stacks/template";

const root = join(resolve(__dirname, "../.."), "fixtures", "everything");
const stacks = synthesize(root);
const data = stacks["everything-prod-data"]!;

describe("a bucket of another environment", () => {
  const owners = (output: string) => `\${data.terraform_remote_state.test-data.outputs.${output}}`;

  it("is made by its owner alone, and the other environment hands on where it is", () => {
    expect(data.addresses().filter((address) => address.includes("media"))).toEqual([]);
    expect(stacks["everything-test-data"]!.all("aws_s3_bucket")).toHaveProperty("media_bucket");
    const { media_name, media_arn, media_host } = data.json["output"];
    expect([media_name.value, media_arn.value, media_host.value]).toEqual([
      owners("media_name"),
      owners("media_arn"),
      owners("media_host"),
    ]);
  });

  it("is written to as one's own, with ACLs if its owner calls it public", () => {
    const statements = stacks["everything-prod-service"]!.statements("importer_task_role_policy");
    expect(statements.find(({ Sid }) => Sid === "WriteMedia")).toMatchObject({
      Action: expect.arrayContaining(["s3:PutObject", "s3:PutObjectAcl"]),
      Resource: ["${data.terraform_remote_state.data.outputs.media_arn}/*"],
    });
  });
});

describe("a user pool of another environment", () => {
  it("gets clients that this environment owns, under names that say whose they are", () => {
    expect(data.one("aws_cognito_user_pool_client", "staff_client_office_app")).toMatchObject({
      name: "everything-prod-office",
      user_pool_id: "${data.terraform_remote_state.test-data.outputs.staff_id}",
      callback_urls: ["https://www.everything.example.org/office"],
    });
  });

  it("is not touched by them: its owner's layer is the same without the other environment", () => {
    const alone = synthesize(root, "everything-test")["everything-test-data"]!;
    expect(alone.json).toEqual(stacks["everything-test-data"]!.json);
  });
});

describe("a table of another environment", () => {
  it("is made by its owner alone, and the other environment hands on where it is", () => {
    expect(Object.keys(data.all("aws_dynamodb_table"))).toEqual(["ledger_table"]);
    expect(Object.keys(stacks["everything-test-data"]!.all("aws_dynamodb_table"))).toEqual([
      "catalog_table",
      "ledger_table",
    ]);
    const state = data.json["data"].terraform_remote_state["test-data"];
    expect(state.config).toMatchObject({ key: "everything/test/data.tfstate" });
    expect(data.json["output"].catalog_arn.value).toBe("${data.terraform_remote_state.test-data.outputs.catalog_arn}");
  });

  it("is used as one's own", () => {
    const table = stacks["everything-prod-service"]!.statements("web_task_role_policy").find(
      ({ Sid }) => Sid === "ReadCatalog",
    );
    expect(table!["Resource"]).toEqual(["${data.terraform_remote_state.data.outputs.catalog_arn}"]);
  });

  it("is applied after its owner's layer, where both are synthesized, and can be synthesized alone", () => {
    const alone = synthesize(root, "everything-prod")["everything-prod-data"]!;
    expect(alone.json["data"].terraform_remote_state).toEqual(data.json["data"].terraform_remote_state);
  });
});
