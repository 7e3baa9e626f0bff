import { tunnelOutputs } from "../../../kinds/tunnel/outputs";
import type { Resource } from "../../terraform/state";
import { type Applied, handedOn, place, resourcesOf, texts } from "./applied";
import { groupRules, isPort } from "./group-rules";

/** Machines with public addresses, except the host of a tunnel that the manifest opens to SSH. */
export function publicMachines(applied: Applied): string[] {
  const addressed = resourcesOf(applied, "aws_eip_association").map(({ values }) => values["instance_id"]);
  const isWanted = (instance: Resource) => applied.environment.tunnel?.ssh !== undefined && isHost(applied, instance);
  return resourcesOf(applied, "aws_instance")
    .filter(({ values }) => values["associate_public_ip_address"] === true || addressed.includes(values["id"]))
    .filter((instance) => !isWanted(instance))
    .map((instance) => `${place(instance)} has a public address`);
}

/** Rules that let anybody reach the tunnel's host otherwise than by SSH from the ranges of the manifest. */
export function openTunnel(applied: Applied): string[] {
  const ranges = Object.values(applied.environment.tunnel?.ssh?.from ?? {});
  const hosts = resourcesOf(applied, "aws_instance").filter((instance) => isHost(applied, instance));
  const groups = hosts.flatMap(({ values }) => texts(values["vpc_security_group_ids"]));
  return groupRules(applied)
    .filter(({ direction, group }) => direction === "ingress" && groups.includes(group))
    .filter(
      (rule) => !isPort(rule, 22) || rule.ranges.length === 0 || rule.ranges.some((range) => !ranges.includes(range)),
    )
    .map((rule) => `${rule.place} lets somebody reach the tunnel's host whom \`tunnel.ssh\` does not name`);
}

/** Whether an instance is what the network layer says is the tunnel's host. */
function isHost(applied: Applied, { values }: Resource): boolean {
  const host = handedOn(applied, tunnelOutputs.instanceId);
  return host !== undefined && values["id"] === host;
}
