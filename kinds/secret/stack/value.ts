import type { ReferenceValue } from "../../core/stack/kind";

/** A secret: its ARN and name as the data layer has handed them on, and its values for ECS to fill in. */
export const secretValue: ReferenceValue = ({ resource, attribute }, { data }) => {
  const path = attribute.join(".");
  if (path === "arn" || path === "name") return { plain: data(`${resource}_${path}`) };
  const arn = data(`${resource}_arn`);
  return { secretFrom: path === "value" ? arn : `${arn}:${path}::` };
};
