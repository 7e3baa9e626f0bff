import type { ReferenceValue } from "../../core/stack/kind";
import { frontContainer } from "../containers";
import { privateDomain } from "../private-domain";

/** A service: its public address, and its private name and port. */
export const serviceValue: ReferenceValue = ({ resource, attribute }, { environment }) => {
  const settings = environment.services[resource]!;
  const path = attribute.join(".");
  if (path === "url") return { plain: `https://${settings.expose!.host!}` };
  if (path === "port") return { plain: String(frontContainer(resource, settings)!.port) };
  return { plain: `${resource}.${privateDomain(environment)}` };
};
