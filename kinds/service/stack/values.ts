import type { ReferenceContext } from "../../core/stack/kind";
import { frontContainer } from "../containers";
import { privateDomain } from "../private-domain";

/** A service: its public address, and its private name and port. */
export function serviceValues(name: string, { environment }: ReferenceContext) {
  const settings = environment.services[name]!;
  return {
    url: () => `https://${settings.expose!.host!}`,
    host: () => `${name}.${privateDomain(environment)}`,
    port: () => String(frontContainer(name, settings)!.port),
  };
}
