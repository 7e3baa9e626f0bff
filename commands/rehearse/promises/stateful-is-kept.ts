import { nameIn } from "../../../kinds/core/names";
import { guardedAddresses } from "../../base/synthesized";
import { type Applied, blocks, type Placed, place, resourcesOf } from "./applied";

interface Kind {
  /** Whether its data is encrypted. */
  readonly encrypted: (resource: Placed, applied: Applied) => boolean;
  /** The attribute by which AWS itself refuses to delete it, if there is one. */
  readonly protection?: string;
}

/** Stateful resources: every type whose loss loses data. */
const STATEFUL: Readonly<Record<string, Kind>> = {
  aws_db_instance: {
    encrypted: ({ values }) => values["storage_encrypted"] === true,
    protection: "deletion_protection",
  },
  aws_rds_cluster: {
    encrypted: ({ values }) => values["storage_encrypted"] === true,
    protection: "deletion_protection",
  },
  // The provider keeps this one as text.
  aws_elasticache_replication_group: {
    encrypted: ({ values }) => String(values["at_rest_encryption_enabled"]) === "true",
  },
  aws_efs_file_system: { encrypted: ({ values }) => values["encrypted"] === true },
  aws_sqs_queue: { encrypted: ({ values }) => values["sqs_managed_sse_enabled"] === true },
  aws_dynamodb_table: {
    encrypted: ({ values }) => blocks(values["server_side_encryption"]).some(({ enabled }) => enabled === true),
    protection: "deletion_protection_enabled",
  },
  aws_s3_bucket: { encrypted: hasEncryption },
  aws_ecr_repository: { encrypted: ({ values }) => blocks(values["encryption_configuration"]).length > 0 },
  // Cognito encrypts every pool (https://docs.aws.amazon.com/cognito/latest/developerguide/data-protection.html).
  aws_cognito_user_pool: { encrypted: () => true, protection: "deletion_protection" },
  // What a key has encrypted is lost with the key.
  aws_kms_key: { encrypted: () => true },
  // AWS Backup encrypts every vault (https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html).
  aws_backup_vault: { encrypted: () => true },
  // Secrets Manager encrypts every secret (https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html).
  aws_secretsmanager_secret: { encrypted: () => true },
};

function hasEncryption(bucket: Placed, applied: Applied): boolean {
  return resourcesOf(applied, "aws_s3_bucket_server_side_encryption_configuration").some(
    ({ values }) => values["bucket"] === bucket.values["bucket"] && blocks(values["rule"]).length > 0,
  );
}

/** Cognito has a word for what others call true. */
function isOn(value: unknown): boolean {
  return value === true || value === "ACTIVE";
}

/** Stateful resources are encrypted and, unless the environment is disposable, refuse to be deleted. */
export function statefulIsKept(applied: Applied): string[] {
  return resourcesOf(applied, ...Object.keys(STATEFUL)).flatMap((resource) => {
    const kind = STATEFUL[resource.type]!;
    return [
      ...(kind.encrypted(resource, applied) ? [] : [`${place(resource)} is not encrypted`]),
      ...(mayGo(resource, applied) ? [] : unguarded(resource, kind, applied)),
    ];
  });
}

/** A disposable environment may lose its own data; what it shares with others stays. */
function mayGo({ stack }: Placed, { environment }: Applied): boolean {
  return environment.disposable && stack.startsWith(nameIn(environment, ""));
}

function unguarded(resource: Placed, { protection }: Kind, { layers }: Applied): string[] {
  const { configuration } = layers.find(({ stack }) => stack === resource.stack)!;
  const address = resource.address.replace(/\[.*\]$/, "");
  return [
    ...(guardedAddresses(configuration).includes(address) ? [] : [`${place(resource)} has no prevent_destroy`]),
    ...(!protection || isOn(resource.values[protection]) ? [] : [`${place(resource)} has no ${protection}`]),
  ];
}
