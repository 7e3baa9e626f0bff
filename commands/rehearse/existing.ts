import type { Environment } from "../../kinds/core/environment";
import { environmentName } from "../../kinds/core/names";
import { CERTIFICATE_REGION } from "../../kinds/user-pool/settings";
import { UserError } from "../base/user-error";
import { clientSettings, DEFAULT_ACCOUNT } from "./account";
import type { Emulator } from "./emulator";
import { createCertificate, giveCertificate } from "./existing/certificate";
import { createSecret } from "./existing/secret";
import { createSnapshot } from "./existing/snapshot";
import { createZone } from "./existing/zone";

/** Makes in the emulator what a manifest says is there already: what its layers look up and do not make. */
export async function createExisting(emulator: Emulator, environment: Environment): Promise<void> {
  const settings = clientSettings(emulator, environment.account ?? DEFAULT_ACCOUNT, environment.region);
  const { loadBalancer, domain, network } = environment;
  if (network.existing) {
    throw new UserError(
      `${environmentName(environment)} uses network.existing, and the emulator cannot have a VPC with a given id: rehearse an environment that makes its own network.`,
    );
  }
  const zone = loadBalancer.zone ?? domain;
  if (zone) await createZone(zone, settings);
  for (const { zone: own } of Object.values(environment.email)) {
    if (own) await createZone(own, settings);
  }
  await createCertificates(environment, emulator);
  for (const host of Object.keys(loadBalancer.domains)) await createCertificate(host, settings);
  for (const { hosted } of Object.values(environment.userPools)) {
    if (hosted?.certificate) {
      await createCertificate(hosted.certificate.existing, { ...settings, region: CERTIFICATE_REGION });
    }
  }
  for (const { existing, keys } of Object.values(environment.secrets)) {
    if (existing) await createSecret(existing, keys, settings);
  }
  for (const database of Object.values(environment.databases)) {
    if (database.restore) await createSnapshot(database.restore.snapshot, database, settings);
  }
}

/** The certificate that a load balancer has, and CloudFront before it; one that is named by its ARN is both. */
async function createCertificates({ loadBalancer, account, region }: Environment, emulator: Emulator): Promise<void> {
  const existing = loadBalancer.certificate?.existing;
  if (!existing) return;
  if (existing.startsWith("arn:")) {
    await giveCertificate(existing, emulator);
    return;
  }
  const regions = new Set([region, ...(loadBalancer.cloudFront ? [CERTIFICATE_REGION] : [])]);
  for (const one of regions) {
    await createCertificate(existing, clientSettings(emulator, account ?? DEFAULT_ACCOUNT, one));
  }
}
