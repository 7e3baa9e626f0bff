import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";
import type { Variables } from "../process/processes";

/** Milliseconds without an answer, or without a byte of it, after which a connection counts as lost. */
const PATIENCE = 30_000;

/**
 * Connections that go through the proxy which the variables name (HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in capitals or
 * small), as those of curl, npm and pip do.
 */
export function connections(variables: Variables): Dispatcher {
  const either = (name: string) => variables[name.toLowerCase()] || variables[name];
  const limits: Agent.Options = { headersTimeout: PATIENCE, bodyTimeout: PATIENCE, connect: { timeout: PATIENCE } };
  const httpProxy = either("HTTP_PROXY");
  const httpsProxy = either("HTTPS_PROXY");
  if (!httpProxy && !httpsProxy) return new Agent(limits);
  // An empty list: undici would otherwise read the variables of our own process.
  return new EnvHttpProxyAgent({
    ...limits,
    httpProxy: httpProxy ?? "",
    httpsProxy: httpsProxy ?? "",
    noProxy: either("NO_PROXY") ?? "",
  });
}
