import type { Environment } from "../../kinds/core/environment";
import { KIND_LOCALS } from "../../kinds/core/local";
import type { Variable } from "../../kinds/core/local/kind";

/** The variables that an environment needs in `.env`. */
export function variablesOf(environment: Environment): Variable[] {
  return Object.values(KIND_LOCALS).flatMap(({ variables }) => variables(environment));
}
