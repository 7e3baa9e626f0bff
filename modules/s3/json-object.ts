import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface JsonObjectProps {
  /** Name of the bucket. */
  readonly bucket: string;
  /** Name of the object in the bucket. */
  readonly key: string;
  /** What it holds. Never a secret: it is in the state. */
  readonly value: object;
  /** What the bucket must have before an object is put into it: versions and encryption. */
  readonly dependsOn: ITerraformDependable[];
}

/** A JSON document in a bucket. */
export class JsonObject extends Construct {
  constructor(scope: Construct, id: string, { bucket, key, value, dependsOn }: JsonObjectProps) {
    super(scope, id);
    new S3Object(this, "object", {
      bucket,
      key,
      content: JSON.stringify(value),
      contentType: "application/json",
      serverSideEncryption: "AES256",
      dependsOn,
    });
  }
}
