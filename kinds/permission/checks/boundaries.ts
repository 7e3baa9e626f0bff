import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import { boundarySize, LARGEST_BOUNDARY } from "../boundaries";

/** A boundary fits into one managed policy, and somebody makes roles that carry it. */
export function boundaries(environment: Environment): Diagnostic[] {
  const statements = Object.values(environment.permissions).flat();
  return Object.entries(environment.boundaries).flatMap(([name, written]): Diagnostic[] => {
    const path = ["boundaries", name];
    const size = boundarySize(environment, name);
    const tooLarge = `has ${thousands(size)} characters as a policy of IAM, which takes ${thousands(LARGEST_BOUNDARY)}; allow less, or patterns in place of lists`;
    const unused = `is demanded by no statement of \`permissions\`; add \`boundary: ${name}\` where roles are made, or take it out`;
    return [
      ...(size > LARGEST_BOUNDARY ? [{ path, at: "key" as const, message: tooLarge }] : []),
      ...(statements.some(({ boundary }) => boundary === name) ? [] : [{ path, at: "key" as const, message: unused }]),
      ...written.flatMap(({ boundary }, index): Diagnostic[] =>
        boundary === undefined || boundary === name
          ? []
          : [
              {
                path: [...path, index, "boundary"],
                message: `lets what carries \`${name}\` make what carries \`${boundary}\`, and may do more; write \`boundary: ${name}\``,
              },
            ],
      ),
    ];
  });
}

/** A number below a million with its thousands apart; `toLocaleString` costs a synthesis 30 ms of loading languages. */
function thousands(number: number): string {
  return String(number).replace(/(\d)(?=\d{3}$)/, "$1,");
}
