import type { Reference } from "../../../language/reference";
import { kindOf } from "../sections";
import { KIND_STACKS } from ".";
import type { ReferenceContext } from "./kind";
import type { Value } from "./values";

/** What a reference in the manifest stands for, as a value that the data layer has handed on or that follows from the manifest. */
export function referenceValue(reference: Reference, context: ReferenceContext): Value {
  const { system, name } = context.environment;
  const kind = kindOf(context.environment, reference.resource);
  if (kind === undefined) throw new Error(`${reference.text} stands for nothing in ${system}-${name}`);
  return KIND_STACKS[kind].value(reference, context);
}
