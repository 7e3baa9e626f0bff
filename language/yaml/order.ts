function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value with the keys of its maps in the order of a model's; keys that the model does not have come last. */
export function inOrder<Value>(value: Value, model: unknown): Value {
  if (!isMap(value) || !isMap(model)) {
    return value;
  }
  const known = Object.keys(model).filter((key) => Object.hasOwn(value, key));
  const keys = new Set([...known, ...Object.keys(value)]);
  return Object.fromEntries([...keys].map((key) => [key, inOrder(value[key], model[key])])) as Value;
}
