import { Secret } from "../../../modules/secretsmanager/secret";
import { type DataContext, each } from "../../core/contexts/data";
import { secretName } from "../../secret/names";
import { engineOf } from "../engines";
import { extraDatabaseNames } from "../extra-database";
import { extraDatabaseOutputs } from "../outputs";
import { databasePort } from "../port";

/** The logins of extra databases; the databases themselves are made by the tasks that use them. */
export function makeExtraDatabases(context: DataContext): void {
  each(context.environment.extraDatabases, (name) => addExtraDatabase(context, name));
}

function addExtraDatabase(context: DataContext, name: string): void {
  const { database, user, server } = extraDatabaseNames(context.environment, name);
  const settings = context.environment.databases[server]!;
  const secret = new Secret(context.scope, name, {
    name: secretName(context.environment, name),
    description: `User of the database ${name} of ${context.prefix}`,
    plain: {
      engine: engineOf(settings).secretName,
      host: context.hosts.get(server)!,
      port: String(databasePort(settings)),
      dbname: database,
      username: user,
    },
    generate: ["password"],
    keys: [],
    guarded: context.guarded,
  });
  context.publish(extraDatabaseOutputs(name, server).secretArn, secret.arn);
}
