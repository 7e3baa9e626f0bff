import { suggestion } from "../../language/diagnostics/nearest";
import type { Diagnostic } from "../../language/yaml/tree";
import type { Environment } from "../core/environment";

/** How the name of a capacity provider must not begin (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html). */
const RESERVED = /^(aws|ecs|fargate)/;

function capacityDiagnostics({ capacities, system }: Environment): Diagnostic[] {
  return Object.entries(capacities).flatMap(([name, { spot, maxPrice }]): Diagnostic[] => {
    const path = ["capacities", name];
    const reserved = "is not possible in a system whose name begins with aws, ecs or fargate; choose another for it";
    return [
      ...(RESERVED.test(system) ? [{ path, at: "key" as const, message: reserved }] : []),
      ...(maxPrice !== undefined && !spot
        ? [{ path: [...path, "maxPrice"], message: "is for Spot instances; add `spot: true`, or take it out" }]
        : []),
    ];
  });
}

function serviceDiagnostics({ capacities, services }: Environment): Diagnostic[] {
  return Object.entries(services).flatMap(([name, { capacity, size, scale }]): Diagnostic[] => {
    if (capacity === undefined) return [];
    const path = ["services", name];
    if (!Object.hasOwn(capacities, capacity)) {
      const advice = suggestion(capacity, Object.keys(capacities), "add it to `capacities`");
      return [{ path: [...path, "capacity"], message: `there is no capacity \`${capacity}\`; ${advice}` }];
    }
    const spot = `is for Fargate; say \`spot\` in capacities.${capacity}, and take this out`;
    const processor = `the instances of \`${capacity}\` have x86_64 processors; take this out, or run on Fargate`;
    return [
      ...(scale.spotFrom === undefined ? [] : [{ path: [...path, "scale", "spotFrom"], message: spot }]),
      ...(size.architecture === "x86_64" ? [] : [{ path: [...path, "size", "architecture"], message: processor }]),
    ];
  });
}

/** A job is a task of its own on Fargate, for which a task definition of EC2 is no use. */
function jobDiagnostics({ jobs, services }: Environment): Diagnostic[] {
  return Object.entries(jobs).flatMap(([name, { service }]): Diagnostic[] => {
    const capacity = services[service]?.capacity;
    const message = `\`${service}\` runs on the capacity \`${capacity}\`, and jobs run on Fargate; choose a service without \`capacity\``;
    return capacity === undefined ? [] : [{ path: ["jobs", name, "service"], message }];
  });
}

/** Services run on capacities that exist, with settings that such instances know. */
export function capacities(environment: Environment): Diagnostic[] {
  return [...capacityDiagnostics(environment), ...serviceDiagnostics(environment), ...jobDiagnostics(environment)];
}
