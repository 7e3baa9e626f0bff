import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import type { Service } from "../settings";

/** What a service says of its only container. */
const OWN = [
  "image",
  "port",
  "command",
  "entryPoint",
  "health",
  "heap",
  "user",
  "environment",
  "scratch",
  "writable",
] as const;

function isSet(value: unknown): boolean {
  return typeof value === "object" && value !== null
    ? Object.keys(value).length > 0
    : value !== undefined && value !== false;
}

function serviceDiagnostics(name: string, service: Service): Diagnostic[] {
  const path = ["services", name];
  if (service.containers === undefined) {
    const message = "is missing; write `image` for a single container, or `containers` for several";
    return service.image === undefined ? [{ path: [...path, "image"], message }] : [];
  }
  if (Object.keys(service.containers).length === 0) {
    return [{ path: [...path, "containers"], message: "has no containers; write at least one" }];
  }
  return OWN.filter((key) => isSet(service[key])).map((key) => ({
    path: [...path, key],
    at: "key" as const,
    message: `\`${key}\` is of one container, and this service has \`containers\`; move it into one of them`,
  }));
}

/** A service has either an image or several containers. */
export function singleOrSeveral({ services }: Environment): Diagnostic[] {
  return Object.entries(services).flatMap(([name, service]) => serviceDiagnostics(name, service));
}
