import type { AttributeValue, ReferenceContext } from "../../core/stack/kind";
import { secretOutputs } from "../outputs";

/** A secret: its ARN and name as the data layer has handed them on, and its values for ECS to fill in. */
export function secretValues(name: string, { environment }: ReferenceContext) {
  const { keys, generate } = environment.secrets[name]!;
  const outputs = secretOutputs(name);
  const inside = [...keys, ...generate].map((key): [string, AttributeValue] => [key, { secretArn: outputs.arn, key }]);
  return { ...Object.fromEntries(inside), ...outputs, value: { secretArn: outputs.arn } };
}
