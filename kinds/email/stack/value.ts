import type { ReferenceValue } from "../../core/stack/kind";

/** A sender: what the manifest says of it. */
export const emailValue: ReferenceValue = ({ resource, attribute }, { environment }) => ({
  plain: environment.email[resource]![attribute.join(".") as "from" | "identity"],
});
