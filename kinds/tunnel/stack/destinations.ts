import { REDIS_PORT } from "../../../aws/ports";
import type { Environment } from "../../core/environment";
import { databasePort } from "../../database/port";
import { frontContainer } from "../../service/containers";
import { privateDomain } from "../../service/private-domain";

/**
 * Where the tunnel leads by SSH, as sshd's `PermitOpen` takes it: services by their names, and the ports of databases
 * and caches on any host, because this layer is there before they have names.
 */
export function tunnelDestinations(environment: Environment): string[] {
  const { tunnel, databases, caches, services } = environment;
  const destinations = Object.keys(tunnel?.uses ?? {}).map((name) => {
    if (Object.hasOwn(databases, name)) return `*:${databasePort(databases[name]!)}`;
    if (Object.hasOwn(caches, name)) return `*:${REDIS_PORT}`;
    return `${name}.${privateDomain(environment)}:${frontContainer(name, services[name]!)!.port}`;
  });
  return [...new Set(destinations)].sort();
}
