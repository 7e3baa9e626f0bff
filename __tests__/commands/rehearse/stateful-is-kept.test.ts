import { statefulIsKept } from "../../../commands/rehearse/promises/stateful-is-kept";
import { applied, layer, type Resources } from "./applied";

const kept: Resources = {
  "aws_db_instance.main": { storage_encrypted: true, deletion_protection: true },
  "aws_rds_cluster.main": { storage_encrypted: true, deletion_protection: true },
  "aws_elasticache_replication_group.redis": { at_rest_encryption_enabled: "true" },
  "aws_efs_file_system.files": { encrypted: true },
  "aws_sqs_queue.jobs": { sqs_managed_sse_enabled: true },
  "aws_dynamodb_table.jobs": { server_side_encryption: [{ enabled: true }], deletion_protection_enabled: true },
  "aws_s3_bucket.media": { bucket: "media" },
  "aws_s3_bucket_server_side_encryption_configuration.media": { bucket: "media", rule: [{}] },
  "aws_ecr_repository.web": { encryption_configuration: [{ encryption_type: "AES256" }] },
  "aws_cognito_user_pool.people": { deletion_protection: "ACTIVE" },
  "aws_kms_key.main": {},
  "aws_secretsmanager_secret.app": {},
};
const guarded = Object.keys(kept).filter((address) => !address.includes("encryption_configuration"));

function findings(resources: Resources, guards = guarded, settings: object = {}): string[] {
  return statefulIsKept(applied({ ...settings }, layer("data", resources, {}, guards)));
}

it("finds nothing when everything is encrypted and guarded", () => {
  expect(findings(kept)).toEqual([]);
});

it.each([
  ["aws_db_instance.main", { storage_encrypted: false, deletion_protection: true }, "is not encrypted"],
  ["aws_db_instance.main", { storage_encrypted: true, deletion_protection: false }, "has no deletion_protection"],
  ["aws_cognito_user_pool.people", { deletion_protection: "INACTIVE" }, "has no deletion_protection"],
  ["aws_dynamodb_table.jobs", { server_side_encryption: [], deletion_protection_enabled: true }, "is not encrypted"],
  ["aws_s3_bucket.media", { bucket: "other" }, "is not encrypted"],
  ["aws_ecr_repository.web", { encryption_configuration: [] }, "is not encrypted"],
])("finds %s with %j", (address, values, sentence) => {
  expect(findings({ ...kept, [address]: values })).toEqual([`shop-test-data: ${address} ${sentence}`]);
});

it.each(guarded)("finds %s without prevent_destroy", (address) => {
  expect(
    findings(
      kept,
      guarded.filter((one) => one !== address),
    ),
  ).toEqual([`shop-test-data: ${address} has no prevent_destroy`]);
});

it("knows the guard of a resource that there are several of", () => {
  expect(findings({ 'aws_secretsmanager_secret.app["a"]': {} })).toEqual([]);
});

it("lets a disposable environment lose its data, but not leave it unencrypted", () => {
  const settings = { disposable: true };
  expect(findings({ "aws_db_instance.main": { storage_encrypted: true } }, [], settings)).toEqual([]);
  expect(findings({ "aws_db_instance.main": {} }, [], settings)).toEqual([expect.stringContaining("is not encrypted")]);
});

it("guards what a disposable environment shares with others", () => {
  const shared = {
    ...layer("registry", { "aws_ecr_repository.web": kept["aws_ecr_repository.web"]! }),
    stack: "shop-registry",
  };
  expect(statefulIsKept(applied({ disposable: true }, shared))).toEqual([
    "shop-registry: aws_ecr_repository.web has no prevent_destroy",
  ]);
});
