import type { Statement } from "../../../modules/iam/policy";
import { sid } from "../../core/contexts/access";
import type { Environment } from "../../core/environment";
import { conditionsOf } from "../boundaries";
import type { Statement as Written } from "../settings";

export interface WrittenContext {
  /** The environment, as the manifest describes it. */
  readonly environment: Pick<Environment, "system" | "name">;
  /** Id of the AWS account, twelve digits. */
  readonly account: string;
  /** A text of the manifest as Terraform takes it, with its references replaced. */
  readonly text: (text: string) => string;
}

/** The statements that the manifest writes out under a name, in `permissions` or in `boundaries`. */
export function writtenStatements(name: string, written: readonly Written[], context: WrittenContext): Statement[] {
  const { environment, account, text } = context;
  return written.map((statement, index) => ({
    sid: sid(`${name} ${index}`),
    actions: statement.allow,
    resources: statement.on.map(text),
    conditions: conditionsOf({ ...statement, when: withTexts(statement.when, text) }, environment, account),
  }));
}

function withTexts(when: Written["when"], text: (text: string) => string): Written["when"] {
  if (when === undefined) return undefined;
  const values = (value: string | string[]) => (typeof value === "string" ? text(value) : value.map(text));
  return Object.fromEntries(
    Object.entries(when).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, values(value)])),
    ]),
  );
}
