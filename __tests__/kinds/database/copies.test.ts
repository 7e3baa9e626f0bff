import { resolve } from "node:path";
import { synthesize } from "../../stacks/template";

const EVERYTHING = resolve(__dirname, "../../fixtures/everything");
const stacks = synthesize(EVERYTHING);
const [data, operations] = [stacks["everything-prod-data"]!, stacks["everything-prod-operations"]!];

describe("copies of databases", () => {
  it("are in a vault in each region that has any, the second one with a key of that region", () => {
    const vaults = Object.values(data.all("aws_backup_vault"));
    expect(vaults.map((vault) => [vault["provider"], vault["kms_key_arn"]])).toEqual([
      ["aws.eu-west-1", "${aws_kms_key.copies_eu-west-1_key_key.arn}"],
      [undefined, undefined],
    ]);
    expect(data.one("aws_kms_key", "copies_eu-west-1_key_key")["provider"]).toBe("aws.eu-west-1");
  });

  it("are monthly, but for the months that begin a quarter", () => {
    const rules = (name: string) =>
      operations
        .one("aws_backup_plan", `database_copies_${name}_plan_plan`)
        ["rule"].map((rule: Record<string, any>) => [rule["schedule"], rule["lifecycle"].delete_after]);
    expect(rules("main")).toEqual([["cron(0 5 1 * ? *)", 400]]);
    expect(rules("shop")).toEqual([
      ["cron(0 5 1 2,3,5,6,8,9,11,12 ? *)", 400],
      ["cron(0 5 1 1,4,7,10 ? *)", 1100],
    ]);
  });

  it("are of the databases that have them, one each", () => {
    const selected = Object.values(operations.all("aws_backup_selection")).map(({ resources }) => resources);
    expect(selected).toEqual([
      ["${data.terraform_remote_state.data.outputs.main_arn}"],
      ["${data.terraform_remote_state.data.outputs.shop_arn}"],
    ]);
  });

  it("are an alarm when one fails, be it made, copied or exported", () => {
    const patterns = Object.values(operations.all("aws_cloudwatch_event_rule")).map((rule) =>
      JSON.parse(rule["event_pattern"]),
    );
    expect(patterns.map((pattern) => pattern["detail-type"][0])).toEqual([
      "Backup Job State Change",
      "RDS DB Cluster Event",
      "Copy Job State Change",
    ]);
    expect(operations.one("aws_cloudwatch_metric_alarm", "copies_dead-letters_alarm")["dimensions"]).toEqual({
      QueueName: "${data.terraform_remote_state.data.outputs.copies_failures_name}",
    });
    expect(data.one("aws_sqs_queue", "copies_dead-letters")).toMatchObject({
      name: "everything-prod-copies-dead-letters",
      lifecycle: { prevent_destroy: true },
    });
  });
});

describe("cold copies", () => {
  it("go to Glacier Deep Archive on the day that they are written, and each is deleted in its time", () => {
    const rules = data.one("aws_s3_bucket_lifecycle_configuration", "cold_copies_lifecycle")["rule"];
    expect(rules).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ transition: [{ days: 0, storage_class: "DEEP_ARCHIVE" }] }),
        expect.objectContaining({ filter: [{ prefix: "shop/monthly/" }], expiration: [{ days: 400 }] }),
        expect.objectContaining({ filter: [{ prefix: "shop/quarterly/" }], expiration: [{ days: 2555 }] }),
      ]),
    );
  });

  it("are encrypted with a key of their own", () => {
    const [target] = Object.values(operations.all("aws_scheduler_schedule")).map(({ target }) => target);
    expect(JSON.parse(target.input).KmsKeyId).toBe("${data.terraform_remote_state.data.outputs.copies_key_arn}");
    expect(data.one("aws_kms_key", "copies_key_key")).toMatchObject({ enable_key_rotation: true });
  });

  it("are written under the prefix that says how long they are kept", () => {
    const exports = Object.values(operations.all("aws_scheduler_schedule")).map(({ target }) =>
      JSON.parse(target.input),
    );
    expect(exports.map((input) => input.S3Prefix)).toEqual(["shop/monthly", "shop/quarterly"]);
  });
});

it("nothing is copied where nothing says so", () => {
  const sliderule = synthesize(resolve(__dirname, "../../.."), "sliderule-test");
  expect(sliderule["sliderule-test-data"]!.all("aws_backup_vault")).toEqual({});
  expect(sliderule["sliderule-test-operations"]!.all("aws_cloudwatch_event_rule")).toEqual({});
});
