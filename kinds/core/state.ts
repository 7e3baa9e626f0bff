/** Where Terraform keeps its state. */
export interface StateSettings {
  /** S3 bucket that holds every stack's state. */
  bucket: string;
  /** DynamoDB table that holds the locks. */
  table: string;
  /** AWS region of both. */
  region: string;
}
