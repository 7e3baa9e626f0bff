import type { Applied } from "./applied";
import { type GroupRule, groupRules, isPort, isWorld } from "./group-rules";
import {
  balancersOf,
  type Caller,
  callersOf,
  type Member,
  networkedNames,
  servicesWithPort,
  storesOf,
  type Target,
} from "./members";

/** Every service and function reaches what it uses and nothing else, and nobody else reaches what is used. */
export function reachesWhatItUses(applied: Applied): string[] {
  const { environment } = applied;
  const rules = groupRules(applied);
  const callers = callersOf(applied);
  const services = servicesWithPort(applied);
  const stores = storesOf(applied);
  const exposed = (service: Target) => (environment.services[service.name]?.expose ? balancersOf(applied) : []);
  return [
    ...missing([environment.services, environment.functions].flatMap(Object.keys), callers),
    ...missing(networkedNames(environment), stores),
    ...[...stores, ...services].flatMap((target) => callers.flatMap((caller) => edge(rules, caller, target))),
    ...stores.flatMap((store) => strangers(rules, store, callers)),
    ...services.flatMap((service) => strangers(rules, service, [...callers, ...exposed(service)])),
  ];
}

function missing(names: readonly string[], found: readonly Member[]): string[] {
  return names
    .filter((name) => !found.some((member) => member.name === name))
    .map((name) => `${name} of the manifest is in no state`);
}

/** Whether a caller reaches a target on its port, exactly if it uses it. */
function edge(rules: readonly GroupRule[], caller: Caller, target: Target): string[] {
  const enters = rules.filter(
    ({ direction, group, peer = "" }) =>
      direction === "ingress" && target.groups.includes(group) && caller.groups.includes(peer),
  );
  if (!caller.uses.includes(target.name)) {
    return enters.map((rule) => `${rule.place} lets ${caller.name} reach ${target.name}, which it does not use`);
  }
  const way = `${caller.name} uses ${target.name}, but no rule lets it`;
  return [
    ...(leaves(rules, caller, target) ? [] : [`${way} out to port ${target.port}`]),
    ...(enters.some((rule) => isPort(rule, target.port)) ? [] : [`${way} in on port ${target.port}`]),
    ...enters
      .filter((rule) => !isPort(rule, target.port))
      .map((rule) => `${rule.place} lets ${caller.name} reach more of ${target.name} than port ${target.port}`),
  ];
}

function leaves(rules: readonly GroupRule[], caller: Caller, target: Target): boolean {
  return rules.some(
    (rule) =>
      rule.direction === "egress" &&
      caller.groups.includes(rule.group) &&
      (isPort(rule, target.port) || rule.protocol === "-1") &&
      (target.groups.includes(rule.peer ?? "") || rule.ranges.some(isWorld)),
  );
}

/** Rules that let in anyone but the known members. */
function strangers(rules: readonly GroupRule[], target: Target, known: readonly Member[]): string[] {
  const groups = known.flatMap((member) => member.groups);
  return rules
    .filter((rule) => rule.direction === "ingress" && target.groups.includes(rule.group))
    .filter((rule) => rule.ranges.length > 0 || !groups.includes(rule.peer ?? ""))
    .map(
      (rule) =>
        `${rule.place} lets ${[...rule.ranges, rule.peer, rule.prefixList].filter(Boolean).join(", ")} reach ${target.name}`,
    );
}
