import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketCorsConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-cors-configuration";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyDocument, type Statement, tlsOnly } from "../iam/policy";

export interface CorsProps {
  /** Origins whose pages may call, such as `https://example.com`. */
  readonly origins: string[];
  /** HTTP methods that they may call with. */
  readonly methods: string[];
  /** Seconds that a browser may remember the answer. */
  readonly maxAge: number;
}

/** A storage class, and the days since an object was made after which it moves there. */
export interface Tier {
  /** Days since an object was made after which it moves. */
  readonly afterDays: number;
  /** Storage class that it moves to. */
  readonly storageClass: "STANDARD_IA" | "GLACIER" | "DEEP_ARCHIVE";
}

export interface BucketProps {
  /** Name in S3, unique in all of AWS. */
  readonly name: string;
  /** Whether anybody may read what is in it; objects may then carry ACLs of their own. */
  readonly publicRead: boolean;
  /** What browsers let pages of other origins do. @default - nothing */
  readonly cors?: CorsProps;
  /** Storage classes that objects move to. */
  readonly tiers: readonly Tier[];
  /** Days after which objects are deleted. @default - never */
  readonly expireDays?: number;
  /** Days after which objects under a prefix are deleted, by prefix. @default - no prefix has a life of its own */
  readonly expireUnder?: Readonly<Record<string, number>>;
  /** Prefixes whose objects move and expire; the empty one stands for all objects. */
  readonly agingPrefixes: readonly string[];
  /** Refuse uploads that do not ask for encryption. */
  readonly demandsEncryption: boolean;
  /** Keep old versions, for this many days. @default - no versions */
  readonly keepVersionsDays?: number;
  /** Move everything to Glacier at once and delete nothing, whatever else is said of moving and expiring. @default false */
  readonly archived?: boolean;
  /** Refuse to be destroyed by Terraform. */
  readonly guarded: boolean;
  /** Tags besides those of the layer. @default - none */
  readonly tags?: Record<string, string>;
}

/** A bucket: encrypted, over TLS only, and private unless it is said to be public. */
export class Bucket extends Construct {
  readonly arn: string;
  readonly name: string;
  readonly host: string;
  /** What must be there before an object is: versions and encryption. */
  readonly settings: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    const bucket = new S3Bucket(this, "bucket", {
      bucket: props.name,
      forceDestroy: !props.guarded,
      lifecycle: { preventDestroy: props.guarded },
      tags: props.tags,
    });
    const isPrivate = !props.publicRead;
    const block = new S3BucketPublicAccessBlock(this, "public-access-block", {
      bucket: bucket.id,
      blockPublicAcls: isPrivate,
      blockPublicPolicy: isPrivate,
      ignorePublicAcls: isPrivate,
      restrictPublicBuckets: isPrivate,
    });
    new S3BucketOwnershipControls(this, "ownership", {
      bucket: bucket.id,
      // Buckets have had no ACLs since April 2023 unless their owner asks for them
      // (https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html).
      rule: { objectOwnership: isPrivate ? "BucketOwnerEnforced" : "BucketOwnerPreferred" },
    });
    const encryption = new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket: bucket.id,
      versioningConfiguration: { status: props.keepVersionsDays === undefined ? "Suspended" : "Enabled" },
    });
    new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyDocument([
        ...tlsOnly(bucket.arn),
        ...(props.demandsEncryption ? [encryptedOnly(bucket.arn)] : []),
        ...(props.publicRead ? [anybodyReads(bucket.arn)] : []),
      ]),
      dependsOn: [block],
    });
    if (props.cors) {
      const { origins, methods, maxAge } = props.cors;
      new S3BucketCorsConfiguration(this, "cors", {
        bucket: bucket.id,
        corsRule: [{ allowedOrigins: origins, allowedMethods: methods, allowedHeaders: ["*"], maxAgeSeconds: maxAge }],
      });
    }
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucket.id,
      rule: lifecycleRules(props),
      dependsOn: [versioning],
    });
    this.settings = [versioning, encryption];
    this.arn = bucket.arn;
    this.name = bucket.bucket;
    this.host = bucket.bucketRegionalDomainName;
  }
}

function anybodyReads(arn: string): Statement {
  return { sid: "AnybodyReads", principals: { AWS: "*" }, actions: ["s3:GetObject"], resources: [`${arn}/*`] };
}

/**
 * Denies uploads whose header does not ask for AES256; a missing header differs from it too. The parts of a multipart
 * upload have the encryption that it began with
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingServerSideEncryption.html).
 */
function encryptedOnly(arn: string): Statement {
  return {
    sid: "EncryptedOnly",
    effect: "Deny",
    principals: { AWS: "*" },
    actions: ["s3:PutObject"],
    resources: [`${arn}/*`],
    conditions: { StringNotEquals: { "s3:x-amz-server-side-encryption": "AES256" } },
  };
}

/** A rule for each prefix: a filter can name what it is for, and not what it is not for. */
function agingRules({ tiers, expireDays, agingPrefixes }: BucketProps) {
  const transition = tiers.map(({ afterDays, storageClass }) => ({ days: afterDays, storageClass }));
  const expiration = expireDays ? [{ days: expireDays }] : [];
  return agingPrefixes.flatMap((prefix) => {
    const scope = { status: "Enabled", filter: [{ prefix }] };
    const id = (what: string) => (prefix === "" ? what : `${what}-${prefix}`);
    return [
      ...(transition.length > 0 ? [{ id: id("tiers"), ...scope, transition }] : []),
      ...(expiration.length > 0 ? [{ id: id("expire"), ...scope, expiration }] : []),
    ];
  });
}

const EVERYTHING = { status: "Enabled", filter: [{ prefix: "" }] };

function lifecycleRules(props: BucketProps) {
  return [
    { id: "unfinished-uploads", ...EVERYTHING, abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }] },
    ...(props.archived ? archiveRules() : [...agingRules(props), ...prefixRules(props), ...versionRules(props)]),
  ];
}

/** Glacier takes objects from their first day on, and old versions from the day after they were replaced. */
function archiveRules() {
  return [
    {
      id: "archive",
      ...EVERYTHING,
      transition: [{ days: 0, storageClass: "GLACIER" }],
      noncurrentVersionTransition: [{ noncurrentDays: 1, storageClass: "GLACIER" }],
    },
  ];
}

function prefixRules({ expireUnder = {} }: BucketProps) {
  return Object.entries(expireUnder).map(([prefix, days]) => ({
    id: `expire-${prefix}`,
    status: "Enabled",
    filter: [{ prefix }],
    expiration: [{ days }],
  }));
}

function versionRules({ keepVersionsDays }: BucketProps) {
  if (!keepVersionsDays) return [];
  const noncurrentVersionExpiration = [{ noncurrentDays: keepVersionsDays }];
  return [{ id: "old-versions", ...EVERYTHING, noncurrentVersionExpiration }];
}
