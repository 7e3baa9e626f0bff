import { shortHash } from "../../../aws/shorten";
import { Bucket } from "../../../modules/s3/bucket";
import { PublishedFile } from "../../../modules/s3/published-file";
import { type DataContext, each } from "../../core/contexts/data";
import { nameIn } from "../../core/names";
import { bucketName } from "../names";
import { bucketOutputs } from "../outputs";
import type { Bucket as Settings } from "../settings";
import { bucketLife } from "./lifecycle";

/** Buckets with the files in them. */
export function makeBuckets(context: DataContext): void {
  each(context.environment.buckets, (name, settings) => addBucket(context, name, settings));
}

function addBucket(context: DataContext, name: string, settings: Settings): void {
  if (settings.from !== undefined) {
    context.share(settings.from, (owner) => bucketOutputs(name, owner));
    return;
  }
  const bucket = new Bucket(context.scope, name, {
    name: bucketName(nameIn(context.environment, name), context.account),
    publicRead: settings.public === "read",
    cors: settings.cors,
    ...bucketLife(settings),
    agingPrefixes:
      settings.except.length > 0 ? settings.prefixes.filter((prefix) => !settings.except.includes(prefix)) : [""],
    guarded: context.guarded,
  });
  each(settings.files, (key, file) => {
    new PublishedFile(bucket, `${key.replace(/[^A-Za-z0-9]+/g, "-")}-${shortHash(key)}`, {
      bucket: bucket.name,
      key,
      path: context.files.path(file, { environment: context.prefix, bucket: name, key }),
      dependsOn: bucket.settings,
    });
  });
  const outputs = bucketOutputs(name);
  context.publish(outputs.name, bucket.name);
  context.publish(outputs.arn, bucket.arn);
  context.publish(outputs.host, bucket.host);
}
