import { type DataContext, each } from "../../core/contexts/data";
import { clientIdOutput, userPoolOutputs } from "../outputs";
import { CERTIFICATE_REGION, type UserPool } from "../settings";
import { userPool, userPoolClients } from "./user-pool";

/** User pools with their clients. */
export function makeUserPools(context: DataContext): void {
  each(context.environment.userPools, (name, settings) => addUserPool(context, name, settings));
}

function addUserPool(context: DataContext, name: string, settings: UserPool): void {
  const { environment, account, guarded } = context;
  if (settings.from !== undefined) {
    shareUserPool(context, name, settings.from, settings.clients);
    return;
  }
  const pool = userPool(context.scope, name, {
    name: `${context.prefix}-${name}`,
    settings,
    environment,
    account,
    guarded,
    certificates: () => context.providerIn(CERTIFICATE_REGION),
  });
  const outputs = userPoolOutputs(name);
  context.publish(outputs.id, pool.id);
  context.publish(outputs.arn, pool.arn);
  context.publish(outputs.issuer, pool.issuer);
  if (pool.url) context.publish(outputs.url, pool.url);
  publishClients(context, name, pool.clientIds);
}

/** Makes clients in another environment's pool, which knows nothing of them. */
function shareUserPool(context: DataContext, name: string, owner: string, clients: UserPool["clients"]): void {
  const hasPages = Object.keys(clients).length > 0;
  context.share(owner, (full) => {
    const { url, ...others } = userPoolOutputs(name, full);
    return hasPages ? { ...others, url } : others;
  });
  const userPoolId = context.readFrom(owner, userPoolOutputs(name).id);
  publishClients(
    context,
    name,
    userPoolClients(context.scope, name, { userPoolId, clients, prefix: `${context.prefix}-` }),
  );
}

function publishClients(context: DataContext, pool: string, ids: Record<string, string>): void {
  each(ids, (client, id) => context.publish(clientIdOutput(pool, client), id));
}
