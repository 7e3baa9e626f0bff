import { parseTemplate, type Reference } from "../../../language/reference";
import type { Access, AccessContext } from "../contexts/access";
import type { Environment } from "../environment";
import { kindOf } from "../sections";
import type { User } from "../users";
import { accessTo } from "./uses";

/** What all lines of `uses` stand for. `variables` are the texts that the application is given. */
export function accessesOf(
  uses: User["uses"],
  variables: readonly string[],
  context: Omit<AccessContext, "readByArn">,
): Access[] {
  const { environment } = context;
  const readByArn = new Set(
    variables
      .flatMap(parseTemplate)
      .flatMap((part) => (typeof part === "object" && isSecretArn(part, environment) ? part.resource : [])),
  );
  return Object.entries(uses).map(([name, level]) => accessTo(name, level, { ...context, readByArn }));
}

/** Whether a reference says where a secret is; a database has an ARN of its own besides its secret's. */
function isSecretArn({ resource, attribute }: Reference, environment: Environment): boolean {
  const isSecret = kindOf(environment, resource) === "secret";
  return attribute.join(".") === (isSecret ? "arn" : "secret.arn");
}
