import type { Environment } from "../../kinds/core/environment";
import { KIND_LOCALS } from "../../kinds/core/local";
import type { Endpoint, KindEndpoint } from "../../kinds/core/local/kind";
import { KIND_NAMES, SECTIONS } from "../../kinds/core/sections";
import { anyOf, suggestion } from "../../language/diagnostics/nearest";
import { refusal } from "../base/aws-refusal";
import { UserError } from "../base/user-error";

/** The kinds that a tunnel can lead to, each with the names of its things. */
function reachable(environment: Environment) {
  return KIND_NAMES.flatMap((kind) => {
    const { endpoint } = KIND_LOCALS[kind];
    return endpoint ? [{ endpoint, names: Object.keys(environment[SECTIONS[kind]]) }] : [];
  });
}

/** Finds something that the environment's tunnel leads to. `name` is the environment's full name. */
export async function findTarget(name: string, environment: Environment, wanted: string): Promise<Endpoint> {
  const endpoint = endpointOf(name, environment, wanted);
  refuseUnreachable(name, environment, wanted, endpoint);
  const found = await ask(environment, wanted, endpoint);
  if (found) return found;
  throw new UserError(
    `${wanted} of ${name} is not there in ${environment.region}, or still being made: deploy ${name}-${endpoint.layer} first.`,
  );
}

function endpointOf(name: string, environment: Environment, wanted: string): KindEndpoint {
  const kinds = reachable(environment);
  const found = kinds.find(({ names }) => names.includes(wanted));
  if (found) return found.endpoint;
  const nouns = [...new Set(kinds.map(({ endpoint }) => endpoint.noun))];
  const known = kinds.flatMap(({ names }) => names);
  throw new UserError(`${name} has no ${anyOf(nouns)} ${wanted}; ${suggestion(wanted, known, "it has none")}`, 2);
}

function refuseUnreachable(name: string, environment: Environment, wanted: string, endpoint: KindEndpoint): void {
  const used = endpoint.reachedBy(environment, wanted);
  if (environment.tunnel?.uses[used]) return;
  const what = used === wanted ? wanted : `${used}, the server of ${wanted}`;
  throw new UserError(
    `The tunnel of ${name} does not lead to ${what}: write \`tunnel: { uses: { ${used}: connect } }\` in the manifest and deploy ${name}-network and ${name}-${endpoint.layer}.`,
  );
}

async function ask(environment: Environment, wanted: string, { find }: KindEndpoint): Promise<Endpoint | undefined> {
  try {
    return await find(environment, wanted);
  } catch (error) {
    throw refusal(error, `AWS in ${environment.region}`);
  }
}
