import { type DataContext, each } from "../../core/contexts/data";
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
  context.publish(`${name}_id`, pool.id, `Id of the user pool ${name}`);
  context.publish(`${name}_arn`, pool.arn, `ARN of the user pool ${name}`);
  context.publish(`${name}_issuer`, pool.issuer, `Issuer of the tokens of ${name}`);
  if (pool.url) context.publish(`${name}_url`, pool.url, `Address of the pages of ${name} for signing in`);
  publishClients(context, name, pool.clientIds);
}

/** Makes clients in another environment's pool, which knows nothing of them. */
function shareUserPool(context: DataContext, name: string, owner: string, clients: UserPool["clients"]): void {
  const hasPages = Object.keys(clients).length > 0;
  context.share(owner, name, "user pool", {
    id: "Id",
    arn: "ARN",
    issuer: "Issuer",
    ...(hasPages && { url: "Address" }),
  });
  const userPoolId = context.readFrom(owner, `${name}_id`);
  publishClients(
    context,
    name,
    userPoolClients(context.scope, name, { userPoolId, clients, prefix: `${context.prefix}-` }),
  );
}

function publishClients(context: DataContext, pool: string, ids: Record<string, string>): void {
  each(ids, (client, id) => context.publish(`${pool}_${client}_id`, id, `Id of the client ${client} of ${pool}`));
}
