import { type Output, output } from "../core/output";

/**
 * What the data layer hands on of a user pool; the address only of one that has pages. `owner` is the environment that
 * has it, if it is another one.
 */
export function userPoolOutputs(pool: string, owner?: string) {
  const of = `of the user pool ${pool}${owner ? ` of ${owner}` : ""}`;
  return {
    id: output("data", `${pool}_id`, `Id ${of}`),
    arn: output("data", `${pool}_arn`, `ARN ${of}`),
    issuer: output("data", `${pool}_issuer`, owner ? `Issuer ${of}` : `Issuer of the tokens of ${pool}`),
    url: output("data", `${pool}_url`, owner ? `Address ${of}` : `Address of the pages of ${pool} for signing in`),
  };
}

/** The id of a client of a user pool. */
export function clientIdOutput(pool: string, client: string): Output<"data"> {
  return output("data", `${pool}_${client}_id`, `Id of the client ${client} of ${pool}`);
}
