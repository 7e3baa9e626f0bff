import { LONGEST_NAME } from "../../../aws/name-limits";
import { BUILT_IN_VARIABLES } from "../../../language/built-in-variables";
import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../environment";
import { environmentName } from "../names";
import { KIND_NAMES, type KindName, SECTIONS } from "../sections";

/** A load balancer is called as its environment is. */
const LONGEST = LONGEST_NAME.loadBalancer;

function lengthDiagnostics(environment: Environment): Diagnostic[] {
  const full = environmentName(environment);
  const message = `\`${full}\` has ${full.length} characters, and a load balancer's name has at most ${LONGEST}; shorten the environment's name`;
  return full.length > LONGEST ? [{ path: [], at: "key", message }] : [];
}

function sharedNames(environment: Environment): Diagnostic[] {
  const owners = new Map<string, KindName>();
  return KIND_NAMES.flatMap((kind) =>
    Object.keys(environment[SECTIONS[kind]]).flatMap((name): Diagnostic[] => {
      const path = [SECTIONS[kind], name];
      if ((BUILT_IN_VARIABLES as readonly string[]).includes(name)) {
        return [{ path, at: "key", message: `\`\${${name}}\` has a meaning already; choose another name` }];
      }
      const owner = owners.get(name);
      owners.set(name, owner ?? kind);
      const message = `\`${name}\` is the name of the ${owner} too, and references could not tell them apart; choose another`;
      return owner === undefined ? [] : [{ path, at: "key", message }];
    }),
  );
}

/** Names fit into AWS's, and each stands for one thing. */
export function names(environment: Environment): Diagnostic[] {
  return [...lengthDiagnostics(environment), ...sharedNames(environment)];
}
