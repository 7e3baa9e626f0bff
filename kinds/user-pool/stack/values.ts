import type { ReferenceContext } from "../../core/stack/kind";
import { clientIdOutput, userPoolOutputs } from "../outputs";

/** A user pool, and the ids of its clients: what the data layer has handed on. */
export function userPoolValues(name: string, { environment }: ReferenceContext) {
  const clients = Object.keys(environment.userPools[name]!.clients);
  const ids = clients.map((client) => [`${client}.id`, clientIdOutput(name, client)] as const);
  return { ...Object.fromEntries(ids), ...userPoolOutputs(name) };
}
