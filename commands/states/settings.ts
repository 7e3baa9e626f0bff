import type { StateSettings } from "../../kinds/core/state";
import { format } from "../../language/diagnostics/diagnostic";
import { readDeployments } from "../../manifest/deployments";
import { SETTINGS_FILE } from "../../manifest/settings";
import { UserError } from "../base/user-error";

/** Where states are kept, as drydock.yaml says; diagnostics of manifests do not matter for it. */
export function readStateSettings(root: string): StateSettings {
  const { state, diagnostics } = readDeployments(root);
  const own = diagnostics.filter(({ file }) => file === SETTINGS_FILE);
  if (own.length > 0) throw new UserError(own.map(format).join("\n"));
  return state;
}
