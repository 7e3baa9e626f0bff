import { type Grant, permissionsOnly, sid } from "../../core/contexts/access";
import { tableOutputs } from "../outputs";

/** Items of a table. */
export const table: Grant = (name, level, { data }) => {
  const arn = data(tableOutputs(name).arn);
  const read = ["BatchGetItem", "ConditionCheckItem", "DescribeTable", "GetItem", "Query", "Scan"];
  const write = ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"];
  return permissionsOnly({
    sid: sid(`${level} ${name}`),
    actions: [...read, ...(level === "read" ? [] : write)].map((action) => `dynamodb:${action}`),
    resources: [arn],
  });
};
