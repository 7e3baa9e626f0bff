import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { CloudWatchLogsClient, DescribeQueryDefinitionsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DescribeVpcEndpointsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { paginateGetResources, ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from "@aws-sdk/client-s3";
import { FaultProxy } from "../fault-proxy";
import type { World } from "./world";

const REGION = "us-west-2";
/** Bytes that the project may write to its disk: enough for a deploy, quickly filled. */
const DISK = "8m";

/** Without an identity and reports of crashes, cdktf would look for a file in the home folder, and ask. */
const CDKTF = { language: "typescript", app: "node build/main.js", projectId: "tiny", sendCrashReports: "false" };

/** About 25 resources in four layers, of kinds for which the provider does not wait long. */
const MANIFEST = `
system: tiny
region: ${REGION}
network: { nat: none, flowLogs: false }
tables: { jobs: { key: { name: id } } }
secrets: { app: { generate: [KEY] } }
environments:
  test: { disposable: true }
`;

/** An account of its own in the emulator, behind a network that takes its time, and a project that deploys into it. */
export class Site {
  readonly folder = mkdtempSync(join(tmpdir(), "drydock-drill-"));
  readonly proxy: FaultProxy;
  private readonly settings: object;
  private readonly bucket: string;
  private readonly temporary = join(this.folder, "tmp");
  private mounted = false;

  constructor(
    private readonly world: World,
    private readonly account: string,
  ) {
    this.proxy = new FaultProxy(world.emulator);
    // No other run of drills on this machine has a bucket of this name, by which its Terraform could be taken for ours.
    this.bucket = `tiny-${account}-${basename(this.folder).slice(-6).toLowerCase()}`;
    const credentials = { accessKeyId: account, secretAccessKey: "drill" };
    this.settings = { endpoint: world.emulator, region: REGION, credentials };
  }

  /** Environment variables of an operator of this account. */
  get variables(): NodeJS.ProcessEnv {
    const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|TF)_/.test(name)));
    return {
      ...own,
      AWS_ENDPOINT_URL: this.proxy.endpoint,
      AWS_ACCESS_KEY_ID: this.account,
      AWS_SECRET_ACCESS_KEY: "drill",
      AWS_REGION: REGION,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      // So that an hour's patience with a lost network becomes a minute's.
      AWS_MAX_ATTEMPTS: "3",
      NO_PROXY: "127.0.0.1",
      TF_CLI_CONFIG_FILE: this.world.cliConfig,
      CI: "1",
      CHECKPOINT_DISABLE: "1",
      TMPDIR: this.temporary,
    };
  }

  /** @param latency Milliseconds that the network adds to each answer. */
  async open(latency: number): Promise<void> {
    await this.proxy.start();
    this.proxy.latency = latency;
    const { folder } = this;
    for (const name of ["node_modules", "build", "emulator", ".terraform-version"]) {
      symlinkSync(join(process.cwd(), name), join(folder, name));
    }
    writeFileSync(join(folder, "cdktf.json"), JSON.stringify(CDKTF));
    writeFileSync(
      join(folder, "drydock.yaml"),
      `state: { bucket: ${this.bucket}, table: tiny-locks, region: ${REGION} }\n`,
    );
    mkdirSync(join(folder, "deployments"));
    writeFileSync(join(folder, "deployments", "tiny.yaml"), MANIFEST);
    mkdirSync(join(folder, ".drydock"));
    mkdirSync(this.temporary);
  }

  /** Makes the bucket and the table of states, without the waits of a bootstrap. */
  async makeStates(): Promise<void> {
    const s3 = new S3Client({ ...this.settings, forcePathStyle: true });
    const dynamodb = new DynamoDBClient(this.settings);
    await s3.send(
      new CreateBucketCommand({ Bucket: this.bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
    );
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket: this.bucket, VersioningConfiguration }));
    await dynamodb.send(
      new CreateTableCommand({
        TableName: "tiny-locks",
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "LockID", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "LockID", AttributeType: "S" }],
      }),
    );
    s3.destroy();
    dynamodb.destroy();
  }

  /** Gives the project's own files a small disk; says whether this machine lets us. */
  mountDisk(): boolean {
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK}`, "tmpfs", join(this.folder, ".drydock")], {
        stdio: "ignore",
      });
      this.mounted = true;
    } catch {
      // Not root, or not allowed to in this container.
    }
    return this.mounted;
  }

  /** Fills the disk to the last byte, or makes room again. */
  fillDisk(full: boolean): void {
    const file = join(this.folder, ".drydock", "fills-the-disk");
    if (!full) {
      rmSync(file, { force: true });
      return;
    }
    try {
      execFileSync("dd", ["if=/dev/zero", `of=${file}`, "bs=4096"], { stdio: "ignore" });
    } catch {
      // dd ends with an error when the disk is full, as it should be.
    }
  }

  /** Everything in the account with the system's tag, by kind and name: the same twice is made twice. */
  async inventory(): Promise<string[]> {
    const client = new ResourceGroupsTaggingAPIClient(this.settings);
    const found: string[] = [];
    const filter = { TagFilters: [{ Key: "System", Values: ["tiny"] }] };
    const gone = await this.deletedEndpoints();
    for await (const { ResourceTagMappingList: page = [] } of paginateGetResources({ client }, filter)) {
      for (const { ResourceARN: arn = "", Tags: tags = [] } of page) {
        const name = tags.find(({ Key }) => Key === "Name")?.Value;
        // What EC2 numbers by itself is told by its name.
        const kind = arn.replace(/^(arn:[^:]+:ec2:.*\/)[^/]+$/, `$1${name ?? ""}`).replace(/-[A-Za-z0-9]{6}$/, "");
        if (!/:task\/|:network-interface\//.test(arn) && !gone.some((id) => arn.endsWith(id)))
          found.push(kind.replace(this.account, ""));
      }
    }
    client.destroy();
    return [...found, ...(await this.queries())].sort();
  }

  /** Endpoints that are deleted, which the tagging API names for a while. */
  private async deletedEndpoints(): Promise<string[]> {
    const client = new EC2Client(this.settings);
    const { VpcEndpoints: endpoints = [] } = await client.send(new DescribeVpcEndpointsCommand({}));
    client.destroy();
    return endpoints
      .filter(({ State: state = "" }) => /^deleted$/i.test(state))
      .map(({ VpcEndpointId }) => VpcEndpointId!);
  }

  /** Saved queries, which have no tags. */
  private async queries(): Promise<string[]> {
    const client = new CloudWatchLogsClient(this.settings);
    const { queryDefinitions = [] } = await client.send(new DescribeQueryDefinitionsCommand({}));
    client.destroy();
    return queryDefinitions.map(({ name }) => `query ${name}`);
  }

  /** What our commands have left behind among temporary files, and in their folders of work; Terraform's sockets are its own. */
  leftFiles(): string[] {
    const ours = (folder: string) => (existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []);
    const work = ["work", "cdktf", "orphans"].flatMap((name) => ours(join(this.folder, ".drydock", name)));
    // The next command leaves an empty one alone for a while: a provider that starts may be about to listen there.
    const temporary = ours(this.temporary).filter(
      (file) => basename(file).startsWith("drydock-") && readdirSync(file).length > 0,
    );
    return [...work, ...temporary];
  }

  async close(): Promise<void> {
    await this.proxy.stop();
    if (this.mounted) execFileSync("umount", ["-l", join(this.folder, ".drydock")]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
