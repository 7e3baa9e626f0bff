import { changedKeys } from "../../../language/changed-keys";
import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import { type SingleContainer, singleContainer } from "../container";
import { singleContainerOf } from "../containers";
import type { Service } from "../settings";

function serviceDiagnostics(name: string, service: Service): Diagnostic[] {
  const path = ["services", name];
  if (service.containers === undefined) {
    const message = "is missing; write `image` for a single container, or `containers` for several";
    return service.image === undefined ? [{ path: [...path, "image"], message }] : [];
  }
  if (Object.keys(service.containers).length === 0) {
    return [{ path: [...path, "containers"], message: "has no containers; write at least one" }];
  }
  const said = changedKeys<SingleContainer>(singleContainerOf(service), singleContainer.parse({}));
  return said.map((key) => ({
    path: [...path, key],
    at: "key" as const,
    message: `\`${key}\` is of one container, and this service has \`containers\`; move it into one of them`,
  }));
}

/** A service has either an image or several containers. */
export function singleOrSeveral({ services }: Environment): Diagnostic[] {
  return Object.entries(services).flatMap(([name, service]) => serviceDiagnostics(name, service));
}
