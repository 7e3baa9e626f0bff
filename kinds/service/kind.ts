import { type Kind, noDerivedNames, plain } from "../core/kind";
import { exec } from "./checks/exec";
import { expose } from "./checks/expose";
import { fargateSize } from "./checks/fargate-size";
import { heap } from "./checks/heap";
import { mounts } from "./checks/mounts";
import { ports } from "./checks/ports";
import { queueScaling } from "./checks/queue-scaling";
import { scale } from "./checks/scale";
import { singleOrSeveral } from "./checks/single-or-several";
import { startOrder } from "./checks/start-order";
import { frontContainer } from "./containers";

const ATTRIBUTES = plain("host", "port", "url");

/** A service has a URL only if it is exposed, and a private name only if it listens on a port. */
export const service = {
  levels: ["connect"],
  attributes: ATTRIBUTES,
  attributesOf: ({ services }, name) => {
    const settings = services[name]!;
    const has = (attribute: string) =>
      attribute === "url" ? settings.expose?.host !== undefined : frontContainer(name, settings) !== undefined;
    return ATTRIBUTES.filter((attribute) => has(attribute.name));
  },
  namedAttributes: [],
  claimsName: true,
  derivedNames: noDerivedNames,
  checks: [singleOrSeveral, fargateSize, heap, ports, startOrder, exec, expose, scale, queueScaling, mounts],
} satisfies Kind;
