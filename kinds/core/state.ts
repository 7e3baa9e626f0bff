import type { EnvironmentId } from "./names";

/** Where Terraform keeps its state. */
export interface StateSettings {
  /** S3 bucket that holds every stack's state. */
  bucket: string;
  /** DynamoDB table that holds the locks. */
  table: string;
  /** AWS region of both. */
  region: string;
}

/** Key in the bucket of the state of a layer that all environments of a system share. */
export function systemStateKey(system: string, layer: string): string {
  return `${system}/${layer}.tfstate`;
}

/** What the keys of an environment's states begin with. */
export function environmentStatePrefix({ system, name }: EnvironmentId): string {
  return `${system}/${name}/`;
}

/** Key in the bucket of the state of a layer of an environment. */
export function environmentStateKey(environment: EnvironmentId, layer: string): string {
  return `${environmentStatePrefix(environment)}${layer}.tfstate`;
}
