import { KINDS } from "../..";
import { capacities } from "../../capacity/checks";
import { images } from "../../image/checks";
import { jobs } from "../../job/checks";
import { certificate } from "../../load-balancer/checks/certificate";
import { cloudFront } from "../../load-balancer/checks/cloud-front";
import { domains } from "../../load-balancer/checks/domains";
import { hosts } from "../../load-balancer/checks/hosts";
import { staticAddresses } from "../../load-balancer/checks/static-addresses";
import { subnets } from "../../network/checks";
import { notify } from "../../operations/checks/notify";
import { queries } from "../../operations/checks/queries";
import { boundaries } from "../../permission/checks/boundaries";
import { escalation } from "../../permission/checks/escalation";
import { blueGreen } from "../../service/checks/blue-green";
import { tunnel } from "../../tunnel/checks/destinations";
import { tunnelSsh } from "../../tunnel/checks/ssh";
import type { EnvironmentSettings } from "../environment";
import { type Check, noDerivedNames, type Part, withEnding } from "../kind";
import type { KindSection } from "../sections";

/** The parts of an environment that hold settings, and no things of a kind. */
type SettingsSection = Exclude<keyof EnvironmentSettings, KindSection>;

function checkedBy(...checks: Check[]): Part {
  return { checks, derivedNames: noDerivedNames };
}

/** The schema says all there is to say. */
const NOTHING = checkedBy();

/** What is answered by the parts of an environment that hold settings; one that is forgotten does not compile. */
const SETTINGS: Readonly<Record<SettingsSection, Part>> = {
  region: NOTHING,
  account: NOTHING,
  domain: NOTHING,
  disposable: NOTHING,
  owner: NOTHING,
  costGroup: NOTHING,
  permissionsBoundary: NOTHING,
  variables: NOTHING,
  boundaries: checkedBy(boundaries, escalation),
  notSecret: NOTHING,
  images: checkedBy(images),
  network: checkedBy(subnets),
  capacities: { checks: [capacities], derivedNames: withEnding("capacities", "-instances") },
  loadBalancer: checkedBy(hosts, domains, certificate, cloudFront, staticAddresses),
  blueGreen: checkedBy(blueGreen),
  jobs: checkedBy(jobs),
  init: NOTHING,
  tunnel: checkedBy(tunnel, tunnelSsh),
  operations: checkedBy(notify, queries),
};

/** Every part of an environment. */
export const PARTS: readonly Part[] = [...Object.values(SETTINGS), ...Object.values(KINDS)];
