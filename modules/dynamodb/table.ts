import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";

/** A key attribute of a table. */
export interface TableKey {
  /** Name of the attribute. */
  readonly name: string;
  /** String, number or binary. */
  readonly type: "S" | "N" | "B";
}

export interface TableProps {
  /** Name of the table, unique in its account and region. */
  readonly name: string;
  /** Partition key. */
  readonly key: TableKey;
  /** Sort key. @default - the table has none */
  readonly sort?: TableKey;
  /** Attribute with the time at which an item expires. @default - items stay */
  readonly expireAttribute?: string;
  /** Refuse to be deleted, in AWS and in Terraform. */
  readonly guarded: boolean;
}

/** A DynamoDB table, paid by request, that can be recovered to any second of the last 35 days. */
export class Table extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id);
    const table = new DynamodbTable(this, "table", {
      name: props.name,
      billingMode: "PAY_PER_REQUEST",
      hashKey: props.key.name,
      rangeKey: props.sort?.name,
      attribute: [props.key, ...(props.sort ? [props.sort] : [])].map(({ name, type }) => ({ name, type })),
      ttl: props.expireAttribute ? { attributeName: props.expireAttribute, enabled: true } : undefined,
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true },
      deletionProtectionEnabled: props.guarded,
      lifecycle: { preventDestroy: props.guarded },
    });
    this.name = table.name;
    this.arn = table.arn;
  }
}
