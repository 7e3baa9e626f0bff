import type { ReferenceContext } from "../../core/stack/kind";
import { functionName } from "../names";

/** A function: its name, and its ARN as the service layer makes it. */
export function functionValues(name: string, { environment, functionArn }: ReferenceContext) {
  return { name: () => functionName(environment, name), arn: () => functionArn(name) };
}
