import { Command, InvalidArgumentError } from "commander";
import { findEnvironment } from "../base/find-environment";
import { UserError } from "../base/user-error";
import { missingPrograms } from "../exec/obstacles";
import { onPath, runOnTerminal } from "../exec/session";
import { findHost } from "../tunnel/host";
import { refuseUsedPort } from "../tunnel/local-port";
import { findTarget } from "../tunnel/target";

/** Forwards a local port to another host by way of an instance (https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-sessions-start.html). */
const DOCUMENT = "AWS-StartPortForwardingSessionToRemoteHost";

/** The `tunnel` command. */
export function command(): Command {
  return new Command("tunnel")
    .description("reach a database or cache from this machine, by way of the tunnel host")
    .argument("<environment>", "system and environment, such as idmcdb-staging")
    .argument("<name>", "database (also an extra one) or cache that `tunnel` of the manifest uses")
    .option("--port <port>", "port of this machine; by default that of the database or cache", parsePort)
    .addHelpText(
      "after",
      `
The tunnel is open until Ctrl-C, and listens on 127.0.0.1 only. It needs the AWS CLI and session-manager-plugin.

Examples:
  $ npx drydock tunnel idmcdb-staging main
  $ npx drydock tunnel idmcdb-staging main --port 15432
`,
    )
    .action(tunnel);
}

async function tunnel(name: string, wanted: string, options: { readonly port?: number }): Promise<void> {
  const { environment } = findEnvironment(name);
  const { region } = environment;
  const target = await findTarget(name, environment, wanted);
  const host = await findHost(name, region);
  const missing = missingPrograms({ aws: onPath("aws"), sessionManagerPlugin: onPath("session-manager-plugin") });
  if (missing.length > 0) throw new UserError(`No tunnel is possible: ${missing.join("; ")}.`);
  const port = options.port ?? target.port;
  await refuseUsedPort(port);
  console.log(`127.0.0.1:${port} is ${target.host}:${target.port} while this runs; Ctrl-C ends it.`);
  for (const line of target.signIn(port)) console.log(`  ${line}`);
  const parameters = { host: [target.host], portNumber: [String(target.port)], localPortNumber: [String(port)] };
  process.exitCode = await runOnTerminal("aws", [
    ...["ssm", "start-session", "--region", region, "--target", host],
    ...["--document-name", DOCUMENT, "--parameters", JSON.stringify(parameters)],
  ]);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^[0-9]+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a whole number from 1 to 65535.");
}
