import { accessOutput, output } from "../core/output";

/** What the data layer hands on of a database server. */
export function databaseOutputs(server: string) {
  return {
    identifier: output("data", `${server}_identifier`, `Identifier of the database ${server}`),
    host: output("data", `${server}_host`, `Host name of the database ${server}`),
    port: output("data", `${server}_port`, `Port of the database ${server}`),
    arn: output("data", `${server}_arn`, `ARN of the database ${server}`),
    secretArn: output("data", `${server}_secret_arn`, `ARN of the secret with the master password of ${server}`),
    access: accessOutput(server),
    finalSnapshot: output("data", `${server}_final_snapshot`, `Snapshot that is made when ${server} is destroyed`),
  };
}

/** What the data layer hands on of an extra database; where it is, its server's outputs say. */
export function extraDatabaseOutputs(database: string, server: string) {
  const secret = `ARN of the secret with the user of ${database}, a database in ${server}`;
  return { secretArn: output("data", `${database}_secret_arn`, secret) };
}
