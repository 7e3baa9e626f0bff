import { CreateHostedZoneCommand, ListHostedZonesByNameCommand, Route53Client } from "@aws-sdk/client-route-53";
import type { ClientSettings } from "../account";

/** Makes a public Route 53 zone unless there is one of that name. */
export async function createZone(name: string, settings: ClientSettings): Promise<void> {
  const client = new Route53Client(settings);
  const { HostedZones: found = [] } = await client.send(new ListHostedZonesByNameCommand({ DNSName: name }));
  if (found.some((zone) => zone.Name === `${name}.`)) return;
  await client.send(new CreateHostedZoneCommand({ Name: name, CallerReference: `rehearsal-${name}` }));
}
