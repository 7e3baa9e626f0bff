import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { BackupVault } from "../../../modules/backup/backup-vault";
import { KmsKey } from "../../../modules/kms/kms-key";
import { Bucket } from "../../../modules/s3/bucket";
import { deadLetters } from "../../../modules/sqs/dead-letters";
import type { Publish } from "../../core/contexts/data";
import type { Environment } from "../../core/environment";
import type { ColdCopies } from "../copies";
import { copiesOutputs, secondVaultArnOutput } from "../copies-outputs";
import { hasCopies } from "./copy-rhythm";

export interface CopyStorageProps {
  /** The environment, as the manifest describes it. */
  readonly environment: Environment;
  /** `<system>-<environment>`. */
  readonly prefix: string;
  /** Id of the AWS account, twelve digits. */
  readonly account: string;
  /** Refuse to be destroyed by Terraform. */
  readonly guarded: boolean;
  /** A provider for another region. */
  readonly providerIn: (region: string) => TerraformProvider | undefined;
  /** Hands a value on to other layers. */
  readonly publish: Publish;
}

/** Where copies of databases are kept: a vault in each region that has any, a bucket for cold ones, their keys, and what failed. */
export function copyStorage(scope: Construct, props: CopyStorageProps): void {
  const { environment, prefix, account, guarded, providerIn, publish } = props;
  if (!hasCopies(environment)) return;
  const backups = Object.entries(environment.databases).map(([name, { backups }]) => ({ name, ...backups }));
  const warm = backups.flatMap(({ copies }) => copies ?? []);
  const cold = backups.flatMap(({ name, coldCopies }) => (coldCopies ? [{ name, ...coldCopies }] : []));
  const key = (id: string, provider?: TerraformProvider) =>
    new KmsKey(scope, id, {
      provider,
      // A slash is in no name of the manifest, so this is nobody else's.
      name: `${prefix}/copies`,
      description: `Encrypts copies of the databases of ${prefix}`,
      guarded,
    }).arn;
  const failures = deadLetters(scope, "copies_dead-letters", { of: `${prefix}-copies`, guarded });
  publish(copiesOutputs.failuresName, failures.name);
  publish(copiesOutputs.failuresArn, failures.arn);
  publish(copiesOutputs.failuresUrl, failures.url);
  if (warm.length > 0) {
    // A snapshot has its database's key; only what is copied elsewhere has its vault's
    // (https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html).
    const { name, arn } = new BackupVault(scope, "copies_vault", { name: prefix, guarded });
    publish(copiesOutputs.vaultName, name);
    publish(copiesOutputs.vaultArn, arn);
  }
  for (const region of new Set(warm.flatMap(({ region }) => region ?? []))) {
    const id = `copies_${region}`;
    const provider = providerIn(region);
    const own = { name: prefix, kmsKeyArn: key(`${id}_key`, provider), guarded, provider };
    const vault = new BackupVault(scope, `${id}_vault`, own);
    publish(secondVaultArnOutput(region), vault.arn);
  }
  if (cold.length === 0) return;
  publish(copiesOutputs.keyArn, key("copies_key"));
  const bucket = new Bucket(scope, "cold_copies", {
    name: `${prefix}-cold-copies-${account}`,
    publicRead: false,
    // On the day that they are written.
    tiers: [{ afterDays: 0, storageClass: "DEEP_ARCHIVE" }],
    expireUnder: Object.fromEntries(cold.flatMap(expirations)),
    agingPrefixes: [""],
    demandsEncryption: false,
    guarded,
  });
  publish(copiesOutputs.coldName, bucket.name);
  publish(copiesOutputs.coldArn, bucket.arn);
}

function expirations({ name, monthly, quarterly }: ColdCopies & { name: string }): [prefix: string, days: number][] {
  return [
    ...(monthly === undefined ? [] : [[`${name}/monthly/`, monthly] as [string, number]]),
    ...(quarterly === undefined ? [] : [[`${name}/quarterly/`, quarterly] as [string, number]]),
  ];
}
