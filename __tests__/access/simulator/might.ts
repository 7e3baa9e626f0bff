import type { Arguments } from "../../stacks/template";
import type { Request, Role } from "./simulator";

/**
 * Whether a statement of a role may allow a request, conditions and denials aside. It says yes rather than no: to
 * everything where a request's resource is itself a pattern, and wherever a statement names what it is not about.
 */
export function mightDo({ policies }: Pick<Role, "policies">, { action, resource }: Request): boolean {
  return policies.some(({ Statement }) =>
    [Statement].flat().some((statement: Arguments) => {
      if (statement["Effect"] !== "Allow") return false;
      return (
        matches(statement["Action"], action) && (/[*?]/.test(resource) || matches(statement["Resource"], resource))
      );
    }),
  );
}

/**
 * Policies with the statements that may be about an action, on which alone its answer depends: the simulator evaluates the
 * conditions of all others too, which takes most of its time.
 */
export function policiesAbout(action: string, policies: readonly Arguments[]): Arguments[] {
  return policies
    .map((policy) => ({
      ...policy,
      Statement: [policy["Statement"]].flat().filter((statement: Arguments) => matches(statement["Action"], action)),
    }))
    .filter(({ Statement }) => Statement.length > 0);
}

function matches(patterns: string | readonly string[] | undefined, text: string): boolean {
  return patterns === undefined || [patterns].flat().some((pattern) => expression(pattern).test(text));
}

const expressions = new Map<string, RegExp>();

/**
 * The regular expression of a pattern, in which a policy variable stands for anything
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html).
 */
function expression(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known) return known;
  const source = pattern
    .replace(/\$\{[^}]*\}/g, "*")
    .replace(/[.+^$(){}|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const made = new RegExp(`^${source}$`, "is");
  expressions.set(pattern, made);
  return made;
}
