import { ACMClient, ListCertificatesCommand } from "@aws-sdk/client-acm";
import { DescribeDBClusterSnapshotsCommand, DescribeDBSnapshotsCommand, RDSClient } from "@aws-sdk/client-rds";
import { ListHostedZonesCommand, Route53Client } from "@aws-sdk/client-route-53";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createExisting } from "../../../commands/rehearse/existing";
import type { Environment } from "../../../kinds/core/environment";
import { describeEmulated, type Emulator, startEmulator } from "../../emulator/emulator";

const database = { version: "16", instance: "db.t4g.micro", storage: 20, database: "app", user: "app_admin" };

const environment = {
  system: "shop",
  name: "test",
  account: "111122223333",
  region: "eu-west-1",
  domain: "example.org",
  network: {},
  loadBalancer: { certificate: { existing: "*.example.org" }, domains: {} },
  email: {},
  userPools: {
    people: { hosted: { domain: "auth.example.org", certificate: { existing: "auth.example.org" } } },
    robots: {},
  },
  secrets: { own: { keys: ["a"] }, domain: { existing: "example.org/secrets", keys: ["jwt", "oidc"] } },
  databases: {
    server: { ...database, engine: "postgres", restore: { snapshot: "newest" } },
    cluster: {
      ...database,
      engine: "aurora-postgresql",
      restore: { snapshot: "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:newest-cluster" },
    },
    fresh: { ...database, engine: "postgres" },
  },
} as unknown as Environment;

describeEmulated("what a manifest says is there already", () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator();
    // Twice, as for two environments that share a domain: what is there stays, and no second one appears.
    await createExisting(emulator, environment);
    await createExisting(emulator, environment);
  });
  afterAll(() => emulator.stop());

  it("has the certificate with the ARN that the manifest names, issued, once", async () => {
    const arn = `arn:aws:acm:eu-west-3:${environment.account}:certificate/6d5b0e4c-0f5a-4a57-9a47-2f5f0c1a7b11`;
    const elsewhere = {
      ...environment,
      loadBalancer: { certificate: { existing: arn }, domains: {} },
    } as unknown as Environment;
    await createExisting(emulator, elsewhere);
    await createExisting(emulator, elsewhere);
    const command = new ListCertificatesCommand({ CertificateStatuses: ["ISSUED"] });
    const { CertificateSummaryList: found } = await new ACMClient(there("eu-west-3")).send(command);
    expect(found?.map(({ CertificateArn: own }) => own)).toEqual([arn]);
  });

  const there = (region = environment.region) => ({ ...emulator.client(), region });

  it("has the zone of the domain, once", async () => {
    const { HostedZones: zones } = await new Route53Client(there()).send(new ListHostedZonesCommand({}));
    expect(zones?.map(({ Name: name }) => name)).toEqual(["example.org."]);
  });

  it.each([
    ["of the load balancer", "eu-west-1", "*.example.org"],
    ["of Cognito's pages, where Cognito looks for it", "us-east-1", "auth.example.org"],
  ])("has the certificate %s, issued, once", async (_whose, region, domain) => {
    const command = new ListCertificatesCommand({ CertificateStatuses: ["ISSUED"] });
    const { CertificateSummaryList: found } = await new ACMClient(there(region)).send(command);
    expect(found?.map(({ DomainName: name }) => name)).toEqual([domain]);
  });

  it("has the secret with a value for each key, long enough to be searched for", async () => {
    const client = new SecretsManagerClient(there());
    const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: "example.org/secrets" }));
    expect(JSON.parse(text!)).toEqual({
      jwt: expect.stringMatching(/^.{32}$/),
      oidc: expect.stringMatching(/^.{32}$/),
    });
  });

  it("does not make the secret that the environment makes itself", async () => {
    const client = new SecretsManagerClient(there());
    await expect(client.send(new GetSecretValueCommand({ SecretId: "shop/test/own" }))).rejects.toThrow();
  });

  it("has the snapshots of servers and clusters, and not what they were made from", async () => {
    const client = new RDSClient(there());
    const { DBSnapshots: snapshots } = await client.send(new DescribeDBSnapshotsCommand({ SnapshotType: "manual" }));
    const { DBClusterSnapshots: clusters } = await client.send(
      new DescribeDBClusterSnapshotsCommand({ SnapshotType: "manual" }),
    );
    expect(snapshots?.map((snapshot) => snapshot.DBSnapshotIdentifier)).toEqual(["newest"]);
    expect(clusters?.map((snapshot) => snapshot.DBClusterSnapshotIdentifier)).toEqual(["newest-cluster"]);
  });

  it("cannot have a VPC with a given id, and says so", async () => {
    const existing = { vpc: "vpc-1", publicSubnets: [], privateSubnets: [] };
    await expect(createExisting(emulator, { ...environment, network: { existing } } as never)).rejects.toThrow(
      "shop-test uses network.existing, and the emulator cannot have a VPC with a given id",
    );
  });
});
