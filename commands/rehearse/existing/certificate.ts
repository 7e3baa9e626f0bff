import { setTimeout as sleep } from "node:timers/promises";
import {
  ACMClient,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  RequestCertificateCommand,
} from "@aws-sdk/client-acm";
import type { ClientSettings } from "../account";
import type { Emulator } from "../emulator";

/** Makes an issued ACM certificate with a given ARN, which no AWS call can. */
export async function giveCertificate(arn: string, { endpoint }: Emulator): Promise<void> {
  const answer = await fetch(`${endpoint}/_drydock/certificates`, { method: "POST", body: JSON.stringify({ arn }) });
  if (!answer.ok) throw new Error(`The emulator did not make the certificate ${arn}: ${await answer.text()}`);
}

const TRIES = 100;

/** Makes an issued ACM certificate unless there is one for that domain name. */
export async function createCertificate(domain: string, settings: ClientSettings): Promise<void> {
  const client = new ACMClient(settings);
  const { CertificateSummaryList: found = [] } = await client.send(
    new ListCertificatesCommand({ CertificateStatuses: ["ISSUED"] }),
  );
  if (found.some((certificate) => certificate.DomainName === domain)) return;
  const { CertificateArn: arn } = await client.send(
    new RequestCertificateCommand({ DomainName: domain, ValidationMethod: "DNS" }),
  );
  for (let tries = 0; tries < TRIES; tries++) {
    const { Certificate: certificate } = await client.send(new DescribeCertificateCommand({ CertificateArn: arn }));
    if (certificate?.Status === "ISSUED") return;
    await sleep(100);
  }
  throw new Error(`The emulator did not issue the certificate for ${domain}.`);
}
