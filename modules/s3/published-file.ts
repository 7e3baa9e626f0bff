import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { AssetType, type ITerraformDependable, TerraformAsset } from "cdktf";
import { Construct } from "constructs";

export interface PublishedFileProps {
  /** Name of the bucket. */
  readonly bucket: string;
  /** Name of the file in the bucket. */
  readonly key: string;
  /** The file on this machine, as an absolute path. */
  readonly path: string;
  /** What the bucket must have before a file is put into it: versions and encryption. */
  readonly dependsOn: ITerraformDependable[];
}

/** A file of ours in a bucket. It is copied beside the stack, and its hash shows Terraform when it has changed. */
export class PublishedFile extends Construct {
  constructor(scope: Construct, id: string, props: PublishedFileProps) {
    super(scope, id);
    const hash = createHash("sha256").update(readFileSync(props.path)).digest("hex");
    const asset = new TerraformAsset(this, "asset", { path: props.path, type: AssetType.FILE, assetHash: hash });
    new S3Object(this, "object", {
      bucket: props.bucket,
      key: props.key,
      source: asset.path,
      // A bucket may demand that whoever puts an object into it says so.
      serverSideEncryption: "AES256",
      // The ETag would do for small objects without KMS only
      // (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html).
      sourceHash: hash,
      dependsOn: props.dependsOn,
    });
  }
}
