import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";

export interface LockTableProps {
  /** Name of the table, unique in its account and region. */
  readonly name: string;
}

/** The DynamoDB table that holds Terraform's locks (https://developer.hashicorp.com/terraform/language/backend/s3#dynamodb-state-locking). */
export class LockTable extends Construct {
  constructor(scope: Construct, id: string, props: LockTableProps) {
    super(scope, id);
    new DynamodbTable(this, "table", {
      name: props.name,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "LockID",
      attribute: [{ name: "LockID", type: "S" }],
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true },
      deletionProtectionEnabled: true,
      lifecycle: { preventDestroy: true },
    });
  }
}
