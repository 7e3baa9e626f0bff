import { join, resolve } from "node:path";
import { synthesize } from "./template";

const root = join(resolve(__dirname, ".."), "fixtures", "everything");
const stacks = synthesize(root);
const data = stacks["everything-prod-data"]!;

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
