import type { ReferenceValue } from "../../core/stack/kind";
import { functionName } from "../names";

/** A function: its name, and its ARN as the service layer makes it. */
export const functionValue: ReferenceValue = ({ resource, attribute }, { environment, functionArn }) => ({
  plain: attribute.join(".") === "arn" ? functionArn(resource) : functionName(environment, resource),
});
