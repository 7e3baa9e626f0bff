import type { Reference } from "../../../language/reference";
import { environmentName } from "../names";
import type { Read } from "../output";
import { kindOf } from "../sections";
import { KIND_STACKS } from ".";
import type { AttributeValue, ReferenceContext } from "./kind";
import type { Value } from "./values";

/** What a reference in the manifest stands for. `data` reads what the data layer has handed on. */
export function referenceValue(reference: Reference, data: Read<"data">, context: ReferenceContext): Value {
  const value = attributeValue(reference, context);
  if (typeof value === "function") return { plain: value() };
  if (!("secretArn" in value)) return { plain: data(value) };
  const arn = data(value.secretArn);
  return { secretFrom: value.key === undefined ? arn : `${arn}:${value.key}::` };
}

function attributeValue({ resource, attribute, text }: Reference, context: ReferenceContext): AttributeValue {
  const kind = kindOf(context.environment, resource);
  const values: Readonly<Record<string, AttributeValue>> = kind ? KIND_STACKS[kind].values(resource, context) : {};
  const value = values[attribute.join(".")];
  if (value === undefined) throw new Error(`${text} stands for nothing in ${environmentName(context.environment)}`);
  return value;
}
